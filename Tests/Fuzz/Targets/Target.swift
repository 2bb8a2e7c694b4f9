import Foundation

/// What is fuzzed; `FUZZ_TARGET` names one.
///
/// Each takes any bytes and traps when a promise is broken: the sanitizer and the runtime see to crashes, the targets
/// themselves to what must hold besides, above all that where input is cut changes nothing.
enum Target: String, CaseIterable {
  case frames, json, events, sections, stream, offline, edits, session

  static let chosen: Target = {
    let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
    guard let target = Target(rawValue: name) else {
      fatalError("FUZZ_TARGET names none of \(Target.allCases.map(\.rawValue))")
    }
    return target
  }()

  func run(_ input: [UInt8]) {
    switch self {
    case .frames: fuzzFrames(input)
    case .json: fuzzJSON(input)
    case .events: fuzzEvents(input)
    case .sections: fuzzSections(input)
    case .stream: fuzzStream(input)
    case .offline: fuzzOfflineEngine(input)
    case .edits: fuzzEdits(input)
    case .session: fuzzSession(input)
    }
  }
}

@_cdecl("LLVMFuzzerTestOneInput")
func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  Target.chosen.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}

/// Traps, which the fuzzer takes for a crash, unless `condition` holds.
func promise(_ condition: Bool, _ what: @autoclosure () -> String) {
  if !condition { fatalError(what()) }
}

/// The input in pieces: the first byte chooses where it is cut.
func pieces(_ input: [UInt8]) -> (whole: ArraySlice<UInt8>, pieces: [ArraySlice<UInt8>]) {
  guard let first = input.first else { return ([], []) }
  let whole = input.dropFirst()
  let size = Int(first % 16) + 1
  let cuts = stride(from: whole.startIndex, to: whole.endIndex, by: size)
  return (whole, cuts.map { whole[$0..<min($0 + size, whole.endIndex)] })
}
