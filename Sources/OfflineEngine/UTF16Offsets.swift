import Notes

/// Turns UTF-8 offsets of a text into UTF-16 offsets.
struct UTF16Offsets {
  /// Only ASCII: both are the same.
  private let isSame: Bool
  private let bytes: [UInt8]
  /// UTF-16 length of the text before each stride.
  private var lengths: [Int] = [0]
  private static let stride = 64

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    isSame = UTF8Form.asciiLength(of: bytes.span, from: 0) == bytes.count
    if isSame { return }
    var length = 0
    for (index, byte) in bytes.enumerated() {
      if index > 0 && index % Self.stride == 0 { lengths.append(length) }
      length += Self.units(byte)
    }
  }

  /// `offset`: 0 to the number of bytes, at a character's border.
  subscript(offset: Int) -> Int {
    if isSame { return offset }
    let block = min(offset / Self.stride, lengths.count - 1)
    var length = lengths[block]
    for byte in bytes[block * Self.stride..<offset] { length += Self.units(byte) }
    return length
  }

  /// UTF-16 units of the character that `byte` begins; 0 for a byte within one.
  private static func units(_ byte: UInt8) -> Int {
    byte & 0xC0 == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1
  }
}
