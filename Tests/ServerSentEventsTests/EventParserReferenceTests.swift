import Testing

/// Random streams against a reading of the standard that is slow and plain.
struct EventParserReferenceTests {
  @Test(arguments: 0..<40)
  func `random streams mean what the standard says`(seed: UInt64) {
    var random = Random(state: seed)
    for _ in 0..<50 {
      let wire = (0..<Int.random(in: 0..<24, using: &random)).flatMap { _ in pieces.randomElement(using: &random)! }
      let expected = reference(wire)
      var chunks: [ArraySlice<UInt8>] = []
      var rest = wire[...]
      while !rest.isEmpty {
        let size = Int.random(in: 0...min(rest.count, 20), using: &random)
        chunks.append(rest.prefix(size))
        rest = rest.dropFirst(size)
      }
      #expect(Outcome(chunks: chunks) == expected, "\(chunks.map(Array.init))")
      #expect(Outcome(chunks: [wire[...]]) == expected, "\(wire)")
    }
  }

  private var pieces: [[UInt8]] {
    [
      "data", "data", "event", "id", "retry", ":", ":", ": ", " ", "\n", "\n", "\n\n", "\r", "\r\n", "\r\n\r\n", "\0",
      "12",
      "x", "呼吸", "\u{FEFF}", "a longer text than one word", "data: whole\n\n",
    ].map { Array($0.utf8) } + [[0xEF], [0xEF, 0xBB], [0xFF], [0x8A], [0x8D]]
  }

  private func reference(_ wire: [UInt8]) -> Outcome {
    var bytes = wire[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    var outcome = Outcome()
    var type = ""
    var id: String?
    var data: [[UInt8]] = []

    func take(_ line: ArraySlice<UInt8>) {
      let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
      var value = line[colon...].dropFirst()
      if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
      switch String(decoding: line[..<colon], as: UTF8.self) {
      case "data": data.append(Array(value))
      case "event": type = String(decoding: value, as: UTF8.self)
      case "id": if !value.contains(0) { id = String(decoding: value, as: UTF8.self) }
      case "retry":
        let isNumber = value.allSatisfy { $0 >= 48 && $0 <= 57 }
        if isNumber, let number = Int(String(decoding: value, as: UTF8.self)) { outcome.retry = number }
      default: break
      }
    }

    while let end = bytes.firstIndex(where: { $0 == 10 || $0 == 13 }) {
      let line = bytes[..<end]
      let isCRLF = bytes[end] == 13 && end + 1 < bytes.endIndex && bytes[end + 1] == 10
      bytes = bytes[(end + (isCRLF ? 2 : 1))...]
      guard line.isEmpty else {
        take(line)
        continue
      }
      if !data.isEmpty {
        outcome.events.append(Event(type.isEmpty ? "message" : type, Array(data.joined(separator: [10]))))
      }
      outcome.id = id ?? outcome.id
      (type, id, data) = ("", nil, [])
    }
    // What the end cut short counts for its data alone.
    let retry = outcome.retry
    if !bytes.isEmpty { take(bytes) }
    outcome.retry = retry
    outcome.leftover = data.isEmpty ? nil : Array(data.joined(separator: [10]))
    return outcome
  }
}

/// A generator that a seed repeats (SplitMix64's recurrence).
private struct Random: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
