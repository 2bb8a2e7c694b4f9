internal import Notes

/// The members of an event that are known, as places in its bytes: nothing is copied.
///
/// The event must be a JSON object (RFC 8259), other members and all. Only whether a string is a valid one is left to
/// whoever unescapes it, so that one bad escape in a member costs that member at most.
struct EventObject {
  /// Whether it is a JSON object to its end. Where not, the members are those before the fault.
  private(set) var isWhole = false
  /// The inside of the `content` string.
  private(set) var content: Range<Int>?
  /// The inside of the `section` string.
  private(set) var section: Range<Int>?
  /// The value of `error`, or of `errors` that lists any, whatever it is; nil when it is absent or null.
  private(set) var error: Range<Int>?
  /// The insides of `type` and `status`.
  private(set) var type: Range<Int>?
  private(set) var status: Range<Int>?

  /// Of two members with one name the later one counts, but an error stays an error.
  static func scan(_ data: Span<UInt8>) -> EventObject {
    var object = EventObject()
    var scanner = JSONScanner()
    scanner.skipSpace(data)
    guard scanner.take("{", data) else { return object }
    if !scanner.take("}", data) {
      repeat {
        guard let key = scanner.string(data), scanner.take(":", data) else { return object }
        let start = scanner.index
        guard let value = scanner.value(data) else {
          // What goes wrong within an error is an error all the same.
          if start < data.count, case .error = Name(data.extracting(key)), begins(data[start]) {
            object.error = start..<data.count
          }
          return object
        }
        object.keep(value, named: key, data)
      } while scanner.take(",", data)
      guard scanner.take("}", data) else { return object }
    }
    object.isWhole = scanner.index == data.count
    return object
  }

  /// Whether a value that is not null may begin so.
  private static func begins(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""), UInt8(ascii: "t"), UInt8(ascii: "f"),
      UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  private mutating func keep(_ value: Range<Int>, named key: Range<Int>, _ data: Span<UInt8>) {
    switch Name(data.extracting(key)) {
    case .content: content = Self.inside(value, data)
    case .section: section = Self.inside(value, data)
    case .error: if data[value.lowerBound] != UInt8(ascii: "n") { error = value }
    case .errors: if Self.lists(value, data) { error = error ?? value }
    case .type: type = Self.inside(value, data)
    case .status: status = Self.inside(value, data)
    case .other: break
    }
  }

  /// Whether a list, an object or a string has anything in it.
  private static func lists(_ value: Range<Int>, _ data: Span<UInt8>) -> Bool {
    let end: UInt8
    switch data[value.lowerBound] {
    case UInt8(ascii: "["): end = UInt8(ascii: "]")
    case UInt8(ascii: "{"): end = UInt8(ascii: "}")
    case UInt8(ascii: "\""): end = UInt8(ascii: "\"")
    default: return false
    }
    var place = value.lowerBound + 1
    while data[place] <= 0x20 { place += 1 }
    return data[place] != end
  }

  /// The inside of a string; nil for a value of another type.
  private static func inside(_ value: Range<Int>, _ data: Span<UInt8>) -> Range<Int>? {
    data[value.lowerBound] == UInt8(ascii: "\"") ? value.lowerBound + 1..<value.upperBound - 1 : nil
  }

  private enum Name {
    case content, section, error, errors, type, status, other

    /// `name` is the inside of a string, so it may have escapes.
    init(_ name: Span<UInt8>) {
      if Self.equal(name, "content") {
        self = .content
      } else if Self.equal(name, "section") {
        self = .section
      } else if Self.equal(name, "error") {
        self = .error
      } else if Self.equal(name, "errors") {
        self = .errors
      } else if Self.equal(name, "type") {
        self = .type
      } else if Self.equal(name, "status") {
        self = .status
      } else {
        var plain: [UInt8] = []
        let hasEscapes = name.indices.contains { name[$0] == UInt8(ascii: "\\") }
        guard hasEscapes, JSONString.unescape(name, into: &plain) != nil, !plain.contains(UInt8(ascii: "\\")) else {
          self = .other
          return
        }
        self = Self(plain.span)
      }
    }

    private static func equal(_ bytes: Span<UInt8>, _ name: StaticString) -> Bool {
      guard bytes.count == name.utf8CodeUnitCount else { return false }
      for index in bytes.indices where unsafe bytes[index] != name.utf8Start[index] { return false }
      return true
    }
  }
}
