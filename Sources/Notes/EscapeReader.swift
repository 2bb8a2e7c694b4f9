/// Reads the unusual parts of a JSON string literal: escapes, and UTF-8 beyond ASCII.
struct EscapeReader {
  /// The next byte to read.
  var index = 0
  /// Unpaired surrogates that became U+FFFD.
  var replaced = 0
  /// A high surrogate that ends the literal.
  var unpaired: UInt16?

  /// Reads one escape or one scalar; false when it is neither.
  mutating func readUnusual(of escaped: Span<UInt8>, into output: inout [UInt8]) -> Bool {
    escaped[index] == UInt8(ascii: "\\")
      ? readEscape(of: escaped, into: &output) : readScalar(of: escaped, into: &output)
  }

  private mutating func readEscape(of escaped: Span<UInt8>, into output: inout [UInt8]) -> Bool {
    guard index + 1 < escaped.count else { return false }
    let byte: UInt8
    switch escaped[index + 1] {
    case UInt8(ascii: "u"): return readCodeUnits(of: escaped, into: &output)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): byte = escaped[index + 1]
    case UInt8(ascii: "n"): byte = 0x0A
    case UInt8(ascii: "r"): byte = 0x0D
    case UInt8(ascii: "t"): byte = 0x09
    case UInt8(ascii: "b"): byte = 0x08
    case UInt8(ascii: "f"): byte = 0x0C
    default: return false
    }
    output.append(byte)
    index += 2
    return true
  }

  private mutating func readCodeUnits(of escaped: Span<UInt8>, into output: inout [UInt8]) -> Bool {
    guard let unit = Self.codeUnit(of: escaped, at: index) else { return false }
    index += 6
    if let scalar = Unicode.Scalar(unit) {
      output.append(contentsOf: UTF8.encode(scalar)!)
    } else if UTF16.isLeadSurrogate(unit), index == escaped.count {
      unpaired = unit
    } else if UTF16.isLeadSurrogate(unit), let low = Self.codeUnit(of: escaped, at: index), UTF16.isTrailSurrogate(low)
    {
      index += 6
      output.append(contentsOf: UTF8.encode(UTF16.decode(UTF16.EncodedScalar([unit, low])))!)
    } else {
      replaced += 1
      output.append(contentsOf: "\u{FFFD}".utf8)
    }
    return true
  }

  /// The UTF-16 code unit that `\uXXXX` at `start` stands for; nil when there is no such escape.
  static func codeUnit(of escaped: Span<UInt8>, at start: Int) -> UInt16? {
    guard start + 6 <= escaped.count, escaped[start] == UInt8(ascii: "\\"), escaped[start + 1] == UInt8(ascii: "u")
    else { return nil }
    var unit: UInt16 = 0
    for offset in 2..<6 {
      let byte = escaped[start + offset]
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: return nil
      }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }

  /// Copies one scalar of two to four bytes; false for anything that is not well-formed UTF-8 (Unicode, table 3-7),
  /// and for the control characters and quotes that may not stand in a literal.
  private mutating func readScalar(of escaped: Span<UInt8>, into output: inout [UInt8]) -> Bool {
    guard let length = UTF8Form.scalarLength(in: escaped, at: index), length > 1 else { return false }
    for offset in 0..<length { output.append(escaped[index + offset]) }
    index += length
    return true
  }
}
