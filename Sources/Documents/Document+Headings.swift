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
}
