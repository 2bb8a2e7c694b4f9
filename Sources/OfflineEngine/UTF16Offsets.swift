import Notes

/// Turns UTF-8 offsets of a text into UTF-16 offsets.
struct UTF16Offsets {
  private let bytes: [UInt8]
  /// Up to here the text is ASCII, and its offsets are the same.
  private let ascii: Int
  /// UTF-16 length of the text before each stride from there on.
  private var lengths: [Int] = []
  private static let stride = 64

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    ascii = UTF8Form.asciiLength(of: bytes.span, from: 0)
    lengths.reserveCapacity((bytes.count - ascii) / Self.stride + 1)
    var length = ascii
    var start = ascii
    repeat {
      lengths.append(length)
      let end = min(start + Self.stride, bytes.count)
      length += units(start..<end)
      start = end
    } while start < bytes.count
  }

  /// `offset`: 0 to the number of bytes, at a character's border.
  subscript(offset: Int) -> Int {
    if offset <= ascii { return offset }
    let block = min((offset - ascii) / Self.stride, lengths.count - 1)
    return lengths[block] + units(ascii + block * Self.stride..<offset)
  }

  /// UTF-16 units of the characters that begin in a range.
  private func units(_ range: Range<Int>) -> Int {
    UTF8Form.length(of: bytes.span.extracting(range), in: .utf16)
  }
}
