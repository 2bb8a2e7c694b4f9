internal import Notes

/// Moves over JSON text, value by value, without keeping any (RFC 8259). Of strings only the ends are found.
///
/// Values may be nested as deep as they like: how deep is kept in a list, not on the stack.
struct JSONScanner {
  /// The next byte to read: after each step the first that is not white space.
  private(set) var index = 0

  /// Moves past a value; returns its place, or nil when there is none.
  mutating func value(_ data: Span<UInt8>) -> Range<Int>? {
    guard index < data.count else { return nil }
    switch data[index] {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return container(data)
    default: return scalar(data)
    }
  }

  private mutating func scalar(_ data: Span<UInt8>) -> Range<Int>? {
    guard index < data.count else { return nil }
    switch data[index] {
    case UInt8(ascii: "\""):
      guard let inside = string(data) else { return nil }
      return inside.lowerBound - 1..<inside.upperBound + 1
    case UInt8(ascii: "n"): return literal("null", data)
    case UInt8(ascii: "t"): return literal("true", data)
    case UInt8(ascii: "f"): return literal("false", data)
    default: return number(data)
    }
  }

  /// Moves past a string; returns the place of its inside, or nil when there is none.
  mutating func string(_ data: Span<UInt8>) -> Range<Int>? {
    guard index < data.count, data[index] == UInt8(ascii: "\"") else { return nil }
    let start = index + 1
    guard let end = JSONString.closingQuote(in: data, from: start) else { return nil }
    move(to: end + 1, data)
    return start..<end
  }

  /// Moves past one punctuation mark; whether it was there.
  mutating func take(_ mark: Unicode.Scalar, _ data: Span<UInt8>) -> Bool {
    guard index < data.count, data[index] == UInt8(ascii: mark) else { return false }
    move(to: index + 1, data)
    return true
  }

  mutating func skipSpace(_ data: Span<UInt8>) { move(to: index, data) }

  private mutating func move(to place: Int, _ data: Span<UInt8>) {
    index = place
    while index < data.count, data[index] <= 0x20, Self.isSpace(data[index]) { index += 1 }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

  /// Moves past an object or an array with all that is in it.
  private mutating func container(_ data: Span<UInt8>) -> Range<Int>? {
    let start = index
    /// Whether each of those that are still open is an object, the innermost last.
    var open: [Bool] = []
    repeat {
      // At the start of a value.
      if take("{", data) {
        open.append(true)
        if !take("}", data) {
          guard key(data) else { return nil }
          continue
        }
        open.removeLast()
      } else if take("[", data) {
        if !take("]", data) {
          open.append(false)
          continue
        }
      } else {
        guard scalar(data) != nil else { return nil }
      }
      // After a value.
      while let isObject = open.last {
        if take(",", data) {
          guard !isObject || key(data) else { return nil }
          break
        }
        guard take(isObject ? "}" : "]", data) else { return nil }
        open.removeLast()
      }
    } while !open.isEmpty
    return start..<index
  }

  private mutating func key(_ data: Span<UInt8>) -> Bool { string(data) != nil && take(":", data) }

  private mutating func literal(_ word: StaticString, _ data: Span<UInt8>) -> Range<Int>? {
    let range = index..<index + word.utf8CodeUnitCount
    guard range.upperBound <= data.count else { return nil }
    for place in range where unsafe data[place] != word.utf8Start[place - range.lowerBound] { return nil }
    move(to: range.upperBound, data)
    return range
  }

  private mutating func number(_ data: Span<UInt8>) -> Range<Int>? {
    let start = index
    var place = index
    if Self.has("-", data, place) { place += 1 }
    let whole = Self.digits(data, &place)
    guard whole == 1 || whole > 1 && data[place - whole] != UInt8(ascii: "0") else { return nil }
    if Self.has(".", data, place) {
      place += 1
      guard Self.digits(data, &place) > 0 else { return nil }
    }
    if Self.has("e", data, place) || Self.has("E", data, place) {
      place += 1
      if Self.has("+", data, place) || Self.has("-", data, place) { place += 1 }
      guard Self.digits(data, &place) > 0 else { return nil }
    }
    move(to: place, data)
    return start..<place
  }

  private static func has(_ mark: Unicode.Scalar, _ data: Span<UInt8>, _ place: Int) -> Bool {
    place < data.count && data[place] == UInt8(ascii: mark)
  }

  /// Moves past digits; returns how many there were.
  private static func digits(_ data: Span<UInt8>, _ place: inout Int) -> Int {
    let start = place
    while place < data.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= data[place] { place += 1 }
    return place - start
  }
}
