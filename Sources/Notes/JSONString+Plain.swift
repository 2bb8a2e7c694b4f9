extension JSONString {
  /// How many bytes from `start` are ASCII that stands for itself in a literal: neither quote, backslash nor control
  /// character.
  ///
  /// Sixteen bytes are looked at together, then eight; the last few by eight that reach back over bytes known as plain.
  package static func plainLength(of bytes: Span<UInt8>, from start: Int) -> Int {
    unsafe bytes.withUnsafeBytes { raw in
      var index = start
      while raw.count &- index >= 16 {
        let first = unsafe unusualBytes(in: raw, at: index)
        let second = unsafe unusualBytes(in: raw, at: index &+ 8)
        if first | second != 0 {
          return index &- start &+ (first != 0 ? lowestByte(in: first) : 8 &+ lowestByte(in: second))
        }
        index &+= 16
      }
      while index < raw.count {
        let place = min(index, raw.count &- 8)
        guard place >= start else { break }
        let unusual = unsafe unusualBytes(in: raw, at: place)
        if unusual != 0 { return place &- start &+ lowestByte(in: unusual) }
        index = place &+ 8
      }
      while index < raw.count, unsafe isPlain(raw[index]) { index &+= 1 }
      return index &- start
    }
  }

  /// The top bit of each of eight bytes that is not plain.
  ///
  /// Taking away 0x20 sets it in control characters, and taking away 1 in a quote or backslash that XOR made zero;
  /// beyond ASCII it is set anyway. A borrow may also set it above such a byte, never below: the lowest one is right.
  @inline(__always)
  private static func unusualBytes(in raw: UnsafeRawBufferPointer, at index: Int) -> UInt64 {
    let word = UInt64(littleEndian: unsafe raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = (word ^ (ones &* 0x22)) &- ones
    let backslashes = (word ^ (ones &* 0x5C)) &- ones
    return (word | (word &- ones &* 0x20) | quotes | backslashes) & (ones &* 0x80)
  }

  private static func lowestByte(in word: UInt64) -> Int { word.trailingZeroBitCount / 8 }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x80 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }
}
