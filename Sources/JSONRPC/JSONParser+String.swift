extension JSONParser {
  /// Reads a string, quotes included. (RFC 8259, section 7.)
  ///
  /// An escaped surrogate without its other half becomes U+FFFD: programs that cut text between UTF-16 code units send
  /// such, and a request refused for it could not even be answered.
  mutating func string() throws(Fault) -> String {
    index += 1
    var start = index
    var unescaped: [UInt8] = []
    while true {
      index = plainEnd(from: index)
      guard index < text.count else { throw fault }
      switch text[index] {
      case UInt8(ascii: "\""):
        let rest = text[start..<index]
        if !unescaped.isEmpty { unescaped += rest }
        guard let string = String(validating: unescaped.isEmpty ? rest : unescaped[...], as: UTF8.self) else {
          throw Fault(offset: start)
        }
        index += 1
        return string
      case UInt8(ascii: "\\"):
        unescaped += text[start..<index]
        let scalar = try escape()
        unescaped.append(contentsOf: UTF8.encode(scalar)!)
        start = index
      default: throw fault
      }
    }
  }

  /// Where the bytes from `start` on end that stand for themselves: at a quote, an escape or a control character.
  private func plainEnd(from start: Int) -> Int {
    let bytes = text.span
    var position = start
    while position < bytes.count, bytes[position] >= 0x20, bytes[position] != UInt8(ascii: "\""),
      bytes[position] != UInt8(ascii: "\\")
    {
      position += 1
    }
    return position
  }

  /// Reads an escape, or two that are the halves of one character.
  private mutating func escape() throws(Fault) -> Unicode.Scalar {
    let unit = try escapedUnit()
    guard let scalar = Unicode.Scalar(unit) else {
      let second = index
      guard UTF16.isLeadSurrogate(unit), index + 1 < text.count, text[index] == UInt8(ascii: "\\"),
        text[index + 1] == UInt8(ascii: "u")
      else { return "\u{FFFD}" }
      let other = try escapedUnit()
      guard UTF16.isTrailSurrogate(other) else {
        // Not the other half: it is read again on its own.
        index = second
        return "\u{FFFD}"
      }
      return UTF16.decode(UTF16.EncodedScalar([unit, other]))
    }
    return scalar
  }

  private mutating func escapedUnit() throws(Fault) -> UInt16 {
    guard index + 1 < text.count else { throw fault }
    index += 2
    switch text[index - 1] {
    case UInt8(ascii: "\""): return 0x22
    case UInt8(ascii: "\\"): return 0x5C
    case UInt8(ascii: "/"): return 0x2F
    case UInt8(ascii: "b"): return 0x08
    case UInt8(ascii: "f"): return 0x0C
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "r"): return 0x0D
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "u"):
      guard index + 4 <= text.count else { throw fault }
      var unit: UInt16 = 0
      for digit in text[index..<index + 4] {
        guard let value = Character(Unicode.Scalar(digit)).hexDigitValue else { throw fault }
        unit = unit << 4 | UInt16(value)
      }
      index += 4
      return unit
    default: throw fault
    }
  }
}
