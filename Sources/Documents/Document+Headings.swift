package import Notes

extension Document {
  /// The headings of the notes that the text holds, in order; places are bytes from the start of the text.
  package var headings: [Heading] {
    var headings: [Heading] = []
    var splitter = SectionSplitter(of: .severalNotes)
    rope.value.forEachLeaf { leaf in splitter.append(leaf.span) { headings.append($0) } }
    splitter.finish { headings.append($0) }
    return headings
  }

  /// The end of the last character in `range`, bytes from the start of the text, that is no ASCII white space; where
  /// there is none, the start of the range.
  package func endOfText(in range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound {
      let piece = rope.value.bytes(in: max(range.lowerBound, end - 256)..<end)
      if let last = piece.lastIndex(where: { !$0.isWhiteSpace }) { return end - piece.count + last + 1 }
      end -= piece.count
    }
    return end
  }
}
