package import Notes

/// The text of a document that a client has open, kept as the client edits it (LSP 3.17, Text Document Synchronization).
///
/// A value: a copy is a snapshot, made at no cost, that later edits leave alone. An edit costs time in the logarithm of
/// the text's length, however long the lines. The text never shows in descriptions or dumps.
package struct Document: Sendable {
  /// As the client counts; a newer one need not be the old one plus one.
  package var version: Int
  /// The units of `TextPosition.character`.
  package let encoding: PositionEncoding
  private(set) var rope: Redacted<Rope>

  package init(text: String, version: Int, encoding: PositionEncoding) {
    self.version = version
    self.encoding = encoding
    rope = Redacted(Rope(Array(text.utf8)[...]))
  }

  /// The length of the text in bytes of UTF-8.
  package var byteCount: Int { rope.value.count }

  /// The whole text; costs a copy of it.
  package var text: String { text(in: nil) }

  /// The text of a range, or all of it. Takes any positions, as `replace` does.
  package func text(in range: TextRange?) -> String {
    String(decoding: rope.value.bytes(in: bytes(of: range)), as: UTF8.self)
  }

  /// Replaces a range, or the whole text; says what changed in bytes, for places kept in the text to follow.
  ///
  /// Any positions will do: those out of bounds are clamped as in `offset(of:)`, a reversed range is turned round. What
  /// the old and the new text have in common at either end counts as unchanged, so that places survive a client that
  /// sends whole lines or the whole document for a change of one character.
  @discardableResult
  package mutating func replace(_ range: TextRange?, with text: String) -> ByteEdit {
    let range = bytes(of: range)
    let old = rope.value.bytes(in: range)[...]
    let new = Array(text.utf8)[...]
    let prefix = old.commonPrefix(with: new)
    let suffix = old[prefix...].commonSuffix(with: new[prefix...])
    let changed = range.lowerBound + prefix..<range.upperBound - suffix
    let inserted = new[prefix..<new.count - suffix]
    if !changed.isEmpty || !inserted.isEmpty { rope = Redacted(rope.value.replacing(changed, with: inserted)) }
    return ByteEdit(start: changed.lowerBound, removed: changed.count, inserted: inserted.count)
  }

  private func bytes(of range: TextRange?) -> Range<Int> {
    guard let range else { return 0..<byteCount }
    let start = offset(of: min(range.start, range.end))
    return start..<(range.start == range.end ? start : offset(of: max(range.start, range.end)))
  }
}

extension Document {
  /// The place of a position, in bytes from the start of the text.
  ///
  /// A character past the end of its line is that end, a line past the last one the end of the text, and a negative
  /// line or character the first (LSP 3.17, `Position`). Inside a scalar, its start.
  package func offset(of position: TextPosition) -> Int {
    guard position.line >= 0 else { return 0 }
    let rope = rope.value
    guard position.line <= rope.extent.breaks else { return rope.count }
    let start = rope.offset(ofLine: position.line)
    guard position.character > 0 else { return start }
    let end = rope.end(ofLine: position.line)
    // No encoding has more units than bytes.
    let character = min(position.character, end - start)
    return min(end, rope.offset(ofUnit: rope.extent(before: start)[encoding] + character, in: encoding))
  }

  /// The position of a place given in bytes from the start of the text.
  ///
  /// Out of bounds: the nearest end of the text. Inside a scalar or a CRLF: its start.
  package func position(of offset: Int) -> TextPosition {
    let rope = rope.value
    let before = rope.extent(before: rope.boundary(at: max(0, min(offset, rope.count))))
    let lineStart = rope.extent(before: rope.offset(ofLine: before.breaks))
    return TextPosition(line: before.breaks, character: before[encoding] - lineStart[encoding])
  }
}
