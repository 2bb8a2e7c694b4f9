extension Span<UInt8> {
  /// The place of the first CR or LF at or after `start`; nil when there is none.
  ///
  /// The end of an empty line, which every event has, is seen at once; else sixteen bytes are looked at together.
  func lineEnd(from start: Int) -> Int? {
    if start < count, self[start] == .lineFeed { return start }
    var place = start
    while count &- place >= 16 {
      let (first, second) = (lineEnds(at: place), lineEnds(at: place &+ 8))
      if first | second != 0 {
        return place &+ (first != 0 ? first.trailingZeroBitCount : 64 &+ second.trailingZeroBitCount) / 8
      }
      place &+= 16
    }
    while place < count {
      if self[place] == .lineFeed || self[place] == .carriageReturn { return place }
      place &+= 1
    }
    return nil
  }

  /// The top bit of each of eight bytes that is a CR or LF, exact up to the lowest one.
  ///
  /// XOR turns such a byte zero, and subtracting one then borrows into its top bit. A borrow can only mislead above the
  /// first true hit.
  @inline(__always)
  private func lineEnds(at place: Int) -> UInt64 {
    let word = UInt64(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self))
    let ones: UInt64 = 0x0101_0101_0101_0101
    let feeds = (word ^ (ones &* 0x0A)) &- ones
    let returns = (word ^ (ones &* 0x0D)) &- ones
    return (feeds | returns) & ~word & (ones &* 0x80)
  }
}

extension UInt8 {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
}
