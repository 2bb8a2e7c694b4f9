package import JSONRPC
import Notes

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

extension NoteResult {
  /// The JSON of a result, straight from the note's bytes: a note may be too large to be copied several times.
  package static func json(note: [UInt8], details: NoteDetails) throws(ResponseError) -> [UInt8] {
    let rest = try JSONText.encode(details)
    var json: [UInt8] = []
    json.reserveCapacity(note.count * 2 + note.count / 16 + rest.count + 256)
    json.append(contentsOf: #"{"text":""#.utf8)
    JSONString.escape(note.span, into: &json)
    json.append(contentsOf: #"","sections":{"#.utf8)
    let bodies = SectionSplitter.bodies(of: note)
    var isFirst = true
    for section in Section.allCases where bodies.contains(where: { $0.section == section }) {
      json.append(contentsOf: "\(isFirst ? "" : ",")\"\(section.rawValue)\":\"".utf8)
      append(bodies.lazy.filter { $0.section == section && !$0.body.isEmpty }.map(\.body), of: note, to: &json)
      json.append(UInt8(ascii: "\""))
      isFirst = false
    }
    json.append(contentsOf: "},".utf8)
    json.append(contentsOf: rest.dropFirst())
    return json
  }

  /// Appends the bodies of one section, joined with a blank line.
  private static func append(_ bodies: some Sequence<Range<Int>>, of note: [UInt8], to json: inout [UInt8]) {
    var isFirst = true
    for body in bodies {
      if !isFirst { json.append(contentsOf: #"\n\n"#.utf8) }
      JSONString.escape(note.span.extracting(body), into: &json)
      isFirst = false
    }
  }
}
