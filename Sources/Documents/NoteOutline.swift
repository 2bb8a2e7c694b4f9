package import Notes

/// The notes that a document holds, by their headings.
///
/// A note begins with the first heading of all and with each `Subjective` after it, and goes on to the next note or to
/// the end of the document: nothing else tells where one ends. Text before the first heading belongs to none.
package struct NoteOutline: Equatable, Sendable {
  /// A heading and the text under it. Places are bytes from the start of the document.
  package struct Part: Equatable, Sendable {
    package let section: Section
    package let heading: Range<Int>
    /// From the heading's start to the end of its text, white space at that end left out.
    package let range: Range<Int>
  }

  /// The parts of each note, of which it has one at least.
  package private(set) var notes: [[Part]] = []

  /// More parts than anyone looks at; those after them are left out.
  package static let limit = 10_000

  /// Costs time in proportion to the document's length.
  package init(of document: Document) {
    let headings = document.headings
    for (index, heading) in headings.prefix(Self.limit).enumerated() {
      let limit = index + 1 < headings.count ? headings[index + 1].start : document.byteCount
      let part = Part(
        section: heading.section, heading: heading.start..<heading.end,
        range: heading.start..<document.endOfWords(from: heading.end, to: limit))
      if notes.isEmpty || part.section == .subjective { notes.append([]) }
      notes[notes.count - 1].append(part)
    }
  }
}
