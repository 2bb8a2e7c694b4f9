/// How messages are told apart.
enum Framing: Sendable, CaseIterable {
  case headers, lines

  func frame(_ text: String) -> [UInt8] {
    switch self {
    case .headers: Array("Content-Length: \(text.utf8.count)\r\n\r\n\(text)".utf8)
    case .lines: Array("\(text)\n".utf8)
    }
  }
}

/// What the server has written, taken apart as strictly as the strictest client would.
struct Wire: Sendable {
  private let framing: Framing
  private(set) var bytes: [UInt8] = []
  private(set) var messages: [JSON] = []
  /// What was no message, or no frame.
  private(set) var faults: [String] = []
  private var start = 0
  private var searched = 0

  init(_ framing: Framing) { self.framing = framing }

  /// Whether everything so far is whole messages.
  var isWhole: Bool { faults.isEmpty && start == bytes.count }

  mutating func append(_ more: ArraySlice<UInt8>) {
    bytes += more
    while let text = next() {
      do { messages.append(try JSON(parsing: text)) } catch { faults.append("no JSON: \(error)") }
    }
  }

  private mutating func next() -> ArraySlice<UInt8>? {
    guard let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
      searched = bytes.count
      return nil
    }
    switch framing {
    case .lines:
      defer { (start, searched) = (end + 1, end + 1) }
      return bytes[start..<end]
    case .headers:
      let head = String(decoding: bytes[start...end], as: UTF8.self)
      guard let match = head.wholeMatch(of: #/Content-Length: ([1-9][0-9]*)\r\n/#), let length = Int(match.1) else {
        faults.append("no header: \(head)")
        (start, searched) = (end + 1, end + 1)
        return next()
      }
      // The blank line follows at once: there is no other header.
      let body = end + 3
      guard bytes.count >= body + length else { return nil }
      if bytes[end + 1..<body] != [0x0D, 0x0A] { faults.append("a second header") }
      (start, searched) = (body + length, body + length)
      return bytes[body..<start]
    }
  }
}
