internal import Notes

/// An answer in JSON (RFC 8259), read strictly and as a whole before anything of it is used.
///
/// What is read here can also be read, and means the same, where answers are passed on: Foundation's decoder takes for
/// JSON what is none (`{"a":1,}`, UTF-16). Of members with one name the later one counts.
enum JSONTree: Equatable {
  case object([String: JSONTree])
  case array([JSONTree])
  case string(String)
  /// As it is written.
  case number(String)
  case bool(Bool)
  case null

  /// Values may be nested so deep.
  private static let depthLimit = 128

  /// Nil when `text` is not one JSON value.
  init?(_ text: [UInt8]) {
    // RFC 8259, section 8.1: a byte order mark may be ignored.
    let start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    self.init(text.span.extracting(start...))
  }

  init?(_ data: Span<UInt8>) {
    var scanner = JSONScanner()
    scanner.skipSpace(data)
    guard let value = Self.read(data, &scanner, depth: 0), scanner.index == data.count else { return nil }
    self = value
  }

  /// The members of an object.
  var members: [String: JSONTree]? { if case .object(let members) = self { members } else { nil } }

  var string: String? { if case .string(let text) = self { text } else { nil } }

  /// A string, or a whole number in its digits: ids come as either.
  var id: String? {
    switch self {
    case .string(let text): text
    case .number(let digits) where digits.utf8.allSatisfy { (0x30...0x39).contains($0) }: digits
    default: nil
    }
  }

  private static func read(_ data: Span<UInt8>, _ scanner: inout JSONScanner, depth: Int) -> JSONTree? {
    guard depth < depthLimit, scanner.index < data.count else { return nil }
    switch data[scanner.index] {
    case UInt8(ascii: "{"): return object(data, &scanner, depth: depth + 1)
    case UInt8(ascii: "["): return array(data, &scanner, depth: depth + 1)
    case UInt8(ascii: "\""): return text(data, &scanner).map { .string($0) }
    default: return scanner.value(data).flatMap { scalar(String(decoding: data, in: $0)) }
    }
  }

  private static func object(_ data: Span<UInt8>, _ scanner: inout JSONScanner, depth: Int) -> JSONTree? {
    var members: [String: JSONTree] = [:]
    guard scanner.take("{", data) else { return nil }
    if scanner.take("}", data) { return .object(members) }
    repeat {
      guard let name = text(data, &scanner), scanner.take(":", data), let value = read(data, &scanner, depth: depth)
      else { return nil }
      members[name] = value
    } while scanner.take(",", data)
    return scanner.take("}", data) ? .object(members) : nil
  }

  private static func array(_ data: Span<UInt8>, _ scanner: inout JSONScanner, depth: Int) -> JSONTree? {
    var elements: [JSONTree] = []
    guard scanner.take("[", data) else { return nil }
    if scanner.take("]", data) { return .array(elements) }
    repeat {
      guard let value = read(data, &scanner, depth: depth) else { return nil }
      elements.append(value)
    } while scanner.take(",", data)
    return scanner.take("]", data) ? .array(elements) : nil
  }

  private static func text(_ data: Span<UInt8>, _ scanner: inout JSONScanner) -> String? {
    guard let inside = scanner.string(data) else { return nil }
    var plain: [UInt8] = []
    guard let end = JSONString.unescape(data.extracting(inside), into: &plain) else { return nil }
    if end.unpaired != nil { plain.append(contentsOf: "\u{FFFD}".utf8) }
    return String(decoding: plain, as: UTF8.self)
  }

  private static func scalar(_ literal: String) -> JSONTree? {
    switch literal {
    case "null": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    default:
      // A number beyond all bounds could not be passed on.
      guard let number = Double(literal), number.isFinite else { return nil }
      return .number(literal)
    }
  }
}

extension String {
  fileprivate init(decoding data: Span<UInt8>, in range: Range<Int>) {
    self = unsafe data.extracting(range).withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
  }
}
