/// Gathers header lines, as libcurl hands them over one by one, into the final response head.
struct HeadParser {
  /// Bytes of one head, its interim predecessors not counted.
  static let limit = 256 * 1024

  enum Progress {
    case more
    case complete(HTTPHead)
    case tooLarge
  }

  private var head = HTTPHead(status: 0)
  private var size = 0
  private(set) var isComplete = false

  /// Takes a line with its line end: a status line, a header, or the empty line after them. Lines that follow the
  /// final head are trailers and are ignored.
  mutating func append(_ line: [UInt8]) -> Progress {
    guard !isComplete else { return .more }
    size += line.count
    guard size <= Self.limit else { return .tooLarge }
    let text = Self.trimmed(line[...])
    if let first = line.first, first == 0x0D || first == 0x0A {
      // Interim responses, such as 103, come before the head that counts.
      guard head.status >= 200 else { return .more }
      isComplete = true
      return .complete(head)
    }
    if line.starts(with: "HTTP/".utf8) {
      head = HTTPHead(status: Self.status(of: text))
      size = line.count
    } else if let first = line.first, first == 0x20 || first == 0x09 {
      // A folded value goes on. (RFC 9112, section 5.2: obsolete, to be read as one space.)
      if let last = head.headers.indices.last {
        head.headers[last].value += " " + String(decoding: text, as: UTF8.self)
      }
    } else if let colon = text.firstIndex(of: UInt8(ascii: ":")) {
      let name = String(decoding: text[..<colon], as: UTF8.self)
      let value = String(decoding: Self.trimmed(text[(colon + 1)...]), as: UTF8.self)
      head.headers.append((name, value))
    }
    return .more
  }

  /// The three digits after the first space; 0 when they are not there.
  private static func status(of line: ArraySlice<UInt8>) -> Int {
    guard let space = line.firstIndex(of: 0x20) else { return 0 }
    return line[space...].dropFirst().prefix(3)
      .reduce(0) { (0x30...0x39).contains($1) ? $0 * 10 + Int($1 - 0x30) : 0 }
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
    let start = text.drop(while: isSpace)
    guard let last = start.lastIndex(where: { !isSpace($0) }) else { return start.prefix(0) }
    return start[...last]
  }
}
