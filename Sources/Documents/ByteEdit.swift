/// What a replacement changed, in bytes of UTF-8: at `start`, `removed` bytes made way for `inserted` ones.
package struct ByteEdit: Equatable, Sendable {
  /// Where a place goes when text is inserted right at it.
  package enum Side: Sendable { case before, after }

  package let start: Int
  package let removed: Int
  package let inserted: Int

  package init(start: Int, removed: Int, inserted: Int) {
    self.start = start
    self.removed = removed
    self.inserted = inserted
  }

  /// Where `offset`, a place in the text before the edit, lies in the text after it.
  ///
  /// A place in front of the change stays and one behind it moves along. One at an insertion, or inside what was
  /// removed, ends up on the given side of the inserted text.
  package func moved(_ offset: Int, to side: Side) -> Int {
    if offset < start || (offset == start && removed > 0) { return offset }
    if offset > start + removed || (offset == start + removed && removed > 0) { return offset - removed + inserted }
    return side == .before ? start : start + inserted
  }
}
