extension JSONParser {
  /// Reads a number: exact as far as integers go, a Double beyond. (RFC 8259, section 6.)
  mutating func number() throws(Fault) -> JSONValue {
    let start = index
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { try digits() }
    let isInteger = index == text.count || !".eE".utf8.contains(text[index])
    if take(UInt8(ascii: ".")) { try digits() }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    let literal = String(decoding: text[start..<index], as: UTF8.self)
    if isInteger, let integer = Int64(literal) { return .integer(integer) }
    if isInteger, let unsigned = UInt64(literal) { return .unsigned(unsigned) }
    guard let double = Double(literal), double.isFinite else { throw Fault(offset: start) }
    return Int64(exactly: double).map(JSONValue.integer) ?? .double(double)
  }

  private mutating func digits() throws(Fault) {
    let start = index
    while index < text.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= text[index] { index += 1 }
    if index == start { throw fault }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard index < text.count, text[index] == byte else { return false }
    index += 1
    return true
  }
}
