import Notes

extension Document {
  /// Lines longer than this are not blank.
  private static let blankLimit = 1024

  /// At least 1: a text that ends with a line end has an empty last line.
  package var lineCount: Int { rope.value.extent.breaks + 1 }

  /// Bytes of UTF-8; parts of the range that are out of bounds are left out.
  package func bytes(in range: Range<Int>) -> [UInt8] { rope.value.bytes(in: range.clamped(to: 0..<byteCount)) }

  /// Where line `line`, from 0, begins, in bytes; past the last line the end of the text.
  package func start(ofLine line: Int) -> Int { rope.value.offset(ofLine: line) }

  /// Where line `line` ends, its line end excluded; past the last line the end of the text.
  package func end(ofLine line: Int) -> Int { rope.value.end(ofLine: line) }

  /// The end of the last line but one or before: CRLF, LF or CR; empty for the last line.
  func lineEnd(ofLine line: Int) -> String {
    let end = rope.value.end(ofLine: line)
    return String(decoding: bytes(in: end..<start(ofLine: line + 1)), as: UTF8.self)
  }

  /// Whether there are only blanks in a line.
  func isBlank(line: Int) -> Bool {
    let range = start(ofLine: line)..<rope.value.end(ofLine: line)
    return range.count <= Self.blankLimit && bytes(in: range).allSatisfy(\.isWhiteSpace)
  }

  /// The end of the last word before `offset` and at or after `start`, in bytes; `start` when there is none.
  package func endOfWords(from start: Int, to offset: Int) -> Int {
    var end = offset
    while end > start {
      let piece = bytes(in: max(start, end - Self.blankLimit)..<end)
      if let last = piece.lastIndex(where: { !$0.isWhiteSpace }) { return end - piece.count + last + 1 }
      end -= piece.count
    }
    return start
  }

  /// Where a place in this text, in bytes, lies after an edit that led to `after`.
  ///
  /// Where the place itself was replaced, as by a client that tells of several changes as one, it stays behind the words
  /// before it, or in front of those behind it, if they stand in the new text once.
  package func follow(_ offset: Int, _ edit: ByteEdit, to after: Document, side: ByteEdit.Side) -> Int {
    let end = edit.start + edit.removed
    guard edit.removed > 0, edit.start < offset, offset <= end else { return edit.moved(offset, to: side) }
    let text = after.bytes(in: edit.start..<edit.start + edit.inserted)
    for length in [64, 16, 4] {
      let before = bytes(in: max(edit.start, offset - length)..<offset)
      if let place = text.onlyIndex(of: before) { return edit.start + place + before.count }
      let behind = bytes(in: offset..<min(end, offset + length))
      if let place = text.onlyIndex(of: behind) { return edit.start + place }
    }
    return edit.moved(offset, to: side)
  }
}

extension [UInt8] {
  /// Where `other` begins, if it stands here exactly once and is long enough to tell.
  fileprivate func onlyIndex(of other: [UInt8]) -> Int? {
    guard other.count >= 4, count >= other.count else { return nil }
    var found: Int?
    for start in 0...count - other.count where self[start..<start + other.count] == other[...] {
      guard found == nil else { return nil }
      found = start
    }
    return found
  }
}
