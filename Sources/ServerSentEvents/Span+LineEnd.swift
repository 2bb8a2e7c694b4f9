extension Span<UInt8> {
  /// The place of the first CR or LF at or after `start`; nil when there is none.
  ///
  /// Eight bytes at a time: a byte that equals CR or LF is zero once the pattern is taken away, and subtracting one
  /// from each byte then borrows into that byte's top bit. A borrow can only mislead above the first true hit, so the
  /// lowest bit set is exact.
  func lineEnd(from start: Int) -> Int? {
    var place = start
    while place <= count - 8 {
      let word = UInt64(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self))
      let hits = zeroBytes(word ^ 0x0A0A_0A0A_0A0A_0A0A) | zeroBytes(word ^ 0x0D0D_0D0D_0D0D_0D0D)
      if hits != 0 { return place + hits.trailingZeroBitCount / 8 }
      place += 8
    }
    while place < count {
      if self[place] == .lineFeed || self[place] == .carriageReturn { return place }
      place += 1
    }
    return nil
  }
}

/// The top bit of each byte that is zero, exact up to the lowest one.
private func zeroBytes(_ word: UInt64) -> UInt64 {
  (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
}

extension UInt8 {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
}
