/// Where a note names one of its sections. Places are bytes from the start of the whole note.
package struct Heading: Equatable, Sendable {
  package var section: Section
  /// The first character of the heading, its markup or number included, its indent not.
  package var start: Int
  /// The first byte after the heading's colon, emphasis or closing `#`s, whichever is last: spaces and the line end
  /// that follow are the body's.
  package var end: Int

  package init(section: Section, start: Int, end: Int) {
    self.section = section
    self.start = start
    self.end = end
  }
}
