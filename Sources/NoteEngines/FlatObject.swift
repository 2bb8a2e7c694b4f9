internal import Notes

/// The members of a JSON object that holds nothing but strings, such as `{"content":"…"}`, as places in its bytes.
///
/// Only the shape is looked at: whether a string is a valid one is found out by whoever unescapes it. Two members are
/// kept, which is what the upstream's events have; objects of other shapes are for a JSON decoder.
struct FlatObject {
  private var first: Member?
  private var second: Member?

  private struct Member {
    var key: Range<Int>
    var value: Range<Int>
  }

  /// Returns nil when the object holds anything but one or two members with string values, or a name with escapes.
  static func scan(_ data: Span<UInt8>) -> FlatObject? {
    var object = FlatObject()
    var index = skipSpace(data, 0)
    guard take("{", data, &index) else { return nil }
    repeat {
      guard object.second == nil, let key = string(data, &index), isPlain(key, data), take(":", data, &index),
        let value = string(data, &index)
      else { return nil }
      let member = Member(key: key, value: value)
      if object.first == nil { object.first = member } else { object.second = member }
    } while take(",", data, &index)
    return take("}", data, &index) && index == data.count ? object : nil
  }

  /// The inside of the named member's string; of two with that name the later one.
  func value(of name: StaticString, in data: Span<UInt8>) -> Range<Int>? {
    if let second, Self.equal(second.key, name, data) { return second.value }
    if let first, Self.equal(first.key, name, data) { return first.value }
    return nil
  }

  func has(_ name: StaticString, in data: Span<UInt8>) -> Bool { value(of: name, in: data) != nil }

  /// Whether a string holds no escape, so that it is what it looks like.
  static func isPlain(_ range: Range<Int>, _ data: Span<UInt8>) -> Bool {
    for index in range where data[index] == UInt8(ascii: "\\") { return false }
    return true
  }

  private static func string(_ data: Span<UInt8>, _ index: inout Int) -> Range<Int>? {
    guard index < data.count, data[index] == UInt8(ascii: "\"") else { return nil }
    guard let end = JSONString.closingQuote(in: data, from: index + 1) else { return nil }
    defer { index = skipSpace(data, end + 1) }
    return index + 1..<end
  }

  private static func take(_ mark: Unicode.Scalar, _ data: Span<UInt8>, _ index: inout Int) -> Bool {
    guard index < data.count, data[index] == UInt8(ascii: mark) else { return false }
    index = skipSpace(data, index + 1)
    return true
  }

  private static func skipSpace(_ data: Span<UInt8>, _ start: Int) -> Int {
    var index = start
    while index < data.count, data[index] <= 0x20, isSpace(data[index]) { index += 1 }
    return index
  }

  /// White space of RFC 8259, section 2.
  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

  private static func equal(_ range: Range<Int>, _ name: StaticString, _ data: Span<UInt8>) -> Bool {
    guard range.count == name.utf8CodeUnitCount else { return false }
    for offset in 0..<range.count where unsafe data[range.lowerBound + offset] != name.utf8Start[offset] {
      return false
    }
    return true
  }
}
