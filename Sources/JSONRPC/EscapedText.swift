/// Arithmetic on the inside of a JSON string literal. (RFC 8259, section 7.)
enum EscapedText {
  /// The largest length up to `limit` at which `text` can be cut, so that neither a UTF-8 sequence nor an escape nor a
  /// surrogate pair of escapes is cut through. `text` begins at such a border.
  static func cut(_ text: Span<UInt8>, at limit: Int) -> Int {
    guard limit < text.count else { return text.count }
    var cut = limit
    while cut > 0, text[cut] & 0xC0 == 0x80 { cut -= 1 }
    if let escape = escape(before: cut, in: text), escape + length(ofEscapeAt: escape, in: text) > cut {
      cut = escape
    }
    return endsInHighSurrogate(text.extracting(..<cut)) ? cut - 6 : cut
  }

  /// Whether the last thing in `text` is an escaped high surrogate, the first half of a character.
  static func endsInHighSurrogate(_ text: Span<UInt8>) -> Bool {
    let end = text.count
    guard end >= 6, text[end - 5] == UInt8(ascii: "u"), text[end - 4] | 0x20 == UInt8(ascii: "d") else { return false }
    switch text[end - 3] {
    case UInt8(ascii: "8"), UInt8(ascii: "9"), UInt8(ascii: "A"), UInt8(ascii: "B"), UInt8(ascii: "a"),
      UInt8(ascii: "b"):
      return escape(before: end, in: text) == end - 6
    default:
      return false
    }
  }

  /// The UTF-16 code units that `text` stands for.
  static func units(in text: Span<UInt8>) -> Int {
    var units = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "\\") {
        index += length(ofEscapeAt: index, in: text)
        units += 1
      } else {
        index += 1
        // A UTF-8 sequence counts at its first byte: two units when it has four bytes.
        if byte & 0xC0 != 0x80 { units += byte >= 0xF0 ? 2 : 1 }
      }
    }
    return units
  }

  /// Where the escape begins that holds or ends at the byte before `end`; nil when that byte is in none.
  private static func escape(before end: Int, in text: Span<UInt8>) -> Int? {
    var index = end - 1
    let last = max(0, end - 6)
    while index >= last, text[index] != UInt8(ascii: "\\") { index -= 1 }
    guard index >= last, index >= 0 else { return nil }
    // In a run of backslashes every other one begins an escape.
    var first = index
    while first > 0, text[first - 1] == UInt8(ascii: "\\") { first -= 1 }
    let start = (index - first) % 2 == 0 ? index : index - 1
    return start + length(ofEscapeAt: start, in: text) >= end ? start : nil
  }

  private static func length(ofEscapeAt index: Int, in text: Span<UInt8>) -> Int {
    index + 1 < text.count && text[index + 1] == UInt8(ascii: "u") ? 6 : 2
  }
}
