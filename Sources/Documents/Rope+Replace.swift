extension Rope {
  /// The rope with the bytes of `range` replaced; both its ends and those of `text` lie between scalars.
  ///
  /// The leaves that hold the byte before the range and the byte after it are made anew together with what lies between
  /// them: a CRLF that the edit makes or breaks is inside, never where leaves meet.
  func replacing(_ range: Range<Int>, with text: ArraySlice<UInt8>) -> Rope {
    var (left, first, right) = split(around: max(range.lowerBound - 1, 0))
    let start = left?.count ?? 0
    var middle = Array(first.prefix(range.lowerBound - start) + text)
    let end = start + first.count
    if range.upperBound < end {
      middle += first.suffix(end - range.upperBound)
    } else if let rest = right, range.upperBound < count {
      let parts = rest.split(around: range.upperBound - end)
      middle += parts.leaf.dropFirst(range.upperBound - end - (parts.left?.count ?? 0))
      right = parts.right
    } else {
      right = nil
    }
    if middle.count < Self.leafSizes.lowerBound { Self.borrow(for: &middle, from: &left, and: &right) }
    return Rope.join(Rope.join(left, Rope(middle[...])), right) ?? self
  }

  /// Adds to a small leaf the one after it, or else the one before it.
  private static func borrow(for leaf: inout [UInt8], from left: inout Rope?, and right: inout Rope?) {
    if let rope = right {
      let parts = rope.split(around: 0)
      leaf += parts.leaf
      right = parts.right
    } else if let rope = left {
      let parts = rope.split(around: rope.count - 1)
      leaf = parts.leaf + leaf
      left = parts.left
    }
  }
}
