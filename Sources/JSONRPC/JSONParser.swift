/// Reads one JSON text. (RFC 8259.)
///
/// Foundation's decoder is not used for messages, because it takes for JSON what is none (`[1,]`, bytes after a NUL) and
/// refuses the halves of surrogate pairs that editors send: what is answered with -32700 would depend on it.
/// Of members with the same name the last one counts.
struct JSONParser {
  /// Text that is not JSON, and the byte offset where that shows.
  struct Fault: Error, Equatable {
    let offset: Int
  }

  /// Arrays and objects may be nested so deep; what can be read can also be written.
  static let depthLimit = 256

  let text: [UInt8]
  var index = 0
  private var depth = 0

  init(_ text: [UInt8]) { self.text = text }

  /// Reads the whole text as one value.
  static func parse(_ text: [UInt8]) throws(Fault) -> JSONValue {
    var parser = JSONParser(text)
    // RFC 8259, section 8.1: a byte order mark may be ignored; some shells put one before what they pipe.
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { parser.index = 3 }
    let value = try parser.value()
    if parser.next() != nil { throw parser.fault }
    return value
  }

  var fault: Fault { Fault(offset: index) }

  private mutating func value() throws(Fault) -> JSONValue {
    switch next() {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return .object(try object())
    case UInt8(ascii: "["): return .array(try array())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func object() throws(Fault) -> [String: JSONValue] {
    var members: [String: JSONValue] = [:]
    try enter()
    if next() != UInt8(ascii: "}") {
      repeat {
        guard next() == UInt8(ascii: "\"") else { throw fault }
        let name = try string()
        guard skip(UInt8(ascii: ":")) else { throw fault }
        members[name] = try value()
      } while skip(UInt8(ascii: ","))
    }
    try leave(at: UInt8(ascii: "}"))
    return members
  }

  private mutating func array() throws(Fault) -> [JSONValue] {
    var elements: [JSONValue] = []
    try enter()
    if next() != UInt8(ascii: "]") {
      repeat { elements.append(try value()) } while skip(UInt8(ascii: ","))
    }
    try leave(at: UInt8(ascii: "]"))
    return elements
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(Fault) -> JSONValue {
    guard text[index...].starts(with: word.utf8) else { throw fault }
    index += word.utf8.count
    return value
  }

  private mutating func enter() throws(Fault) {
    index += 1
    depth += 1
    if depth > Self.depthLimit { throw fault }
  }

  private mutating func leave(at bracket: UInt8) throws(Fault) {
    guard skip(bracket) else { throw fault }
    depth -= 1
  }

  /// The byte after the blanks here, which is not taken; nil at the end.
  private mutating func next() -> UInt8? {
    while index < text.count, text[index].isBlank { index += 1 }
    return index < text.count ? text[index] : nil
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard next() == byte else { return false }
    index += 1
    return true
  }
}
