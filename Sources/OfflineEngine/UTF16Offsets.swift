import Notes

/// Turns UTF-8 offsets of a text into UTF-16 offsets.
struct UTF16Offsets {
  private let bytes: [UInt8]
  /// UTF-16 length of the text before each stride.
  private var lengths: [Int] = []
  private static let stride = 64

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    lengths.reserveCapacity(bytes.count / Self.stride + 1)
    var length = 0
    var start = 0
    repeat {
      lengths.append(length)
      let end = min(start + Self.stride, bytes.count)
      length += units(start..<end)
      start = end
    } while start < bytes.count
  }

  /// `offset`: 0 to the number of bytes, at a character's border.
  subscript(offset: Int) -> Int {
    let block = min(offset / Self.stride, lengths.count - 1)
    return lengths[block] + units(block * Self.stride..<offset)
  }

  /// UTF-16 units of the characters that begin in a range.
  private func units(_ range: Range<Int>) -> Int {
    UTF8Form.length(of: bytes.span.extracting(range), in: .utf16)
  }
}
