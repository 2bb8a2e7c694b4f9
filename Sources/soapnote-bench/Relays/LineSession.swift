/// A server with a session of lines, one request at a time.
final class LineSession {
  private let child: Child
  private var rest: [UInt8] = []
  private var buffer = [UInt8](repeating: 0, count: 256 * 1024)
  private var watch = VitalsWatch()

  /// `environment` tells the server where to ask.
  init(_ programs: Programs, environment: [String: String]) throws(BenchFailure) {
    child = try Child(Command(name: "soapnote-lsp", executable: programs.server, environment: environment))
  }

  func send(_ line: String) throws(BenchFailure) { try child.write(Array("\(line)\n".utf8)) }

  /// Reads on to the first line that holds `text`; returns when it came, in nanoseconds of the monotonic clock.
  @discardableResult
  func line(with text: String) throws(BenchFailure) -> UInt64 {
    let wanted = Array(text.utf8)
    while true {
      while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        let isWanted = rest[..<end].contains(wanted)
        rest.removeFirst(end + 1)
        if isWanted { return monotonicNow() }
      }
      let count = try child.read(into: &buffer)
      guard count > 0 else { throw .incomplete(child.name, count: 0, expected: 1) }
      rest += buffer[..<count]
      watch.look(at: child)
    }
  }

  /// The most memory that was resident so far, in bytes; nil where the system does not tell.
  var peakMemory: Int? { Vitals(of: child.id)?.peakMemory }

  /// Ends the input and waits for the end of the process.
  func finish() throws(BenchFailure) {
    child.closeInput()
    while try child.read(into: &buffer) > 0 {}
    let status = child.wait().status
    guard status == 0 else { throw .failed(child.name, status: status) }
  }
}

extension ArraySlice<UInt8> {
  fileprivate func contains(_ wanted: [UInt8]) -> Bool {
    guard count >= wanted.count else { return false }
    return (startIndex...endIndex - wanted.count).contains { self[$0...].starts(with: wanted) }
  }
}
