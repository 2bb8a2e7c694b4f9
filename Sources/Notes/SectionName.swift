/// What an upstream calls the part of a note that a piece of text belongs to: one of the four sections, or something
/// else, which is none of them and must not look like one.
package struct SectionName: Sendable, Equatable {
  /// Nil when it is none of the four.
  package let section: Section?
  /// The line that begins the part, without its colon.
  package let heading: String

  package init(_ section: Section) {
    self.section = section
    heading = section.heading
  }

  /// A name that is none of the four, as it came: `patient_summary` is headed `Patient summary`. Nil when nothing of it
  /// can stand in a heading.
  package init?(other name: String) {
    let words = name.split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
    guard let first = words.first else { return nil }
    section = nil
    heading = first.uppercased() + words.dropFirst().prefix(39)
  }
}
