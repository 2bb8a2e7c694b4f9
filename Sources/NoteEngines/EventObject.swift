internal import Notes

/// The members of an event that are known, as places in its bytes: nothing is copied.
///
/// The event must be a JSON object (RFC 8259), other members and all. Only whether a string is a valid one is left to
/// whoever unescapes it, so that one bad escape in a member costs that member at most.
struct EventObject {
  /// The inside of the `content` string.
  private(set) var content: Range<Int>?
  /// The inside of the `section` string.
  private(set) var section: Range<Int>?
  /// The value of `error`, whatever it is; nil when it is absent or null.
  private(set) var error: Range<Int>?

  /// Returns nil when `data` is not a JSON object. Of two members with one name the later one counts, but an error
  /// stays an error.
  static func scan(_ data: Span<UInt8>) -> EventObject? {
    var object = EventObject()
    var scanner = JSONScanner()
    scanner.skipSpace(data)
    guard scanner.take("{", data) else { return nil }
    if !scanner.take("}", data) {
      repeat {
        guard let key = scanner.string(data), scanner.take(":", data), let value = scanner.value(data) else {
          return nil
        }
        object.keep(value, named: key, data)
      } while scanner.take(",", data)
      guard scanner.take("}", data) else { return nil }
    }
    return scanner.index == data.count ? object : nil
  }

  private mutating func keep(_ value: Range<Int>, named key: Range<Int>, _ data: Span<UInt8>) {
    switch Name(data.extracting(key)) {
    case .content: content = Self.inside(value, data)
    case .section: section = Self.inside(value, data)
    case .error: if data[value.lowerBound] != UInt8(ascii: "n") { error = value }
    case .other: break
    }
  }

  /// The inside of a string; nil for a value of another type.
  private static func inside(_ value: Range<Int>, _ data: Span<UInt8>) -> Range<Int>? {
    data[value.lowerBound] == UInt8(ascii: "\"") ? value.lowerBound + 1..<value.upperBound - 1 : nil
  }

  private enum Name {
    case content, section, error, other

    /// `name` is the inside of a string, so it may have escapes.
    init(_ name: Span<UInt8>) {
      if Self.equal(name, "content") {
        self = .content
      } else if Self.equal(name, "section") {
        self = .section
      } else if Self.equal(name, "error") {
        self = .error
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
