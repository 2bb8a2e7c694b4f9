/// A complete note, as the response of a generation.
package struct NoteResult: Codable, Sendable {
  /// The bodies of the sections that the note has, without headings.
  package struct Sections: Codable, Sendable, Equatable {
    package var subjective: String?
    package var objective: String?
    package var assessment: String?
    package var plan: String?
  }

  /// The whole note: all chunk texts since the last restart, joined.
  package var text: String
  package var sections: Sections
  /// Its members stand beside the text.
  package var details: NoteDetails

  private enum Key: String, CodingKey { case text, sections }

  package init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: Key.self)
    text = try members.decode(String.self, forKey: .text)
    sections = try members.decode(Sections.self, forKey: .sections)
    details = try NoteDetails(from: decoder)
  }

  package func encode(to encoder: any Encoder) throws {
    try details.encode(to: encoder)
    var members = encoder.container(keyedBy: Key.self)
    try members.encode(text, forKey: .text)
    try members.encode(sections, forKey: .sections)
  }
}
