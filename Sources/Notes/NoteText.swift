/// A note with the parts it has: its text, and where each part begins.
package struct NoteText: Sendable, Equatable {
  /// What a heading begins.
  package struct Part: Sendable, Equatable {
    /// Nil for what the upstream names otherwise than one of the four.
    package var section: Section?
    /// The first character of the heading, its markup or number included, its indent not. Places are in bytes.
    package var start: Int
    /// The first byte after the heading.
    package var body: Int
  }

  /// UTF-8.
  package var bytes: [UInt8]
  /// In the order of their places.
  package var parts: [Part]

  init(bytes: [UInt8], parts: [Part]) {
    self.bytes = bytes
    self.parts = parts
  }

  /// A whole text, with the parts that the headings in it make.
  package init(_ bytes: [UInt8]) {
    var headings: [Heading] = []
    var splitter = SectionSplitter()
    splitter.append(bytes.span) { headings.append($0) }
    splitter.finish { headings.append($0) }
    self.init(bytes: bytes, parts: headings.map { Part(section: $0.section, start: $0.start, body: $0.end) })
  }

  /// Where the bodies of the sections stand, in order, without their headings and trimmed of ASCII white space at both
  /// ends.
  ///
  /// A section that comes twice has two bodies; one whose heading has no text under it has an empty one. Text before
  /// the first heading belongs to none, and so does that of a part that is no section.
  package var bodies: [(section: Section, body: Range<Int>)] {
    parts.indices.compactMap { index in
      let end = index + 1 < parts.count ? parts[index + 1].start : bytes.count
      return parts[index].section.map { ($0, trimmed(parts[index].body..<end)) }
    }
  }

  /// The bodies as text, a section's two joined with a blank line. Invalid UTF-8 becomes U+FFFD.
  package var sections: [Section: String] {
    var sections: [Section: String] = [:]
    for (section, range) in bodies {
      let body = String(decoding: bytes[range], as: UTF8.self)
      let before = sections[section] ?? ""
      sections[section] = before.isEmpty || body.isEmpty ? before + body : before + "\n\n" + body
    }
    return sections
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    let text = bytes[range]
    guard let first = text.firstIndex(where: { !isSpace($0) }), let last = text.lastIndex(where: { !isSpace($0) })
    else { return range.lowerBound..<range.lowerBound }
    return first..<last + 1
  }
}

/// Space, tab, and the line and page ends.
private func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || 0x09...0x0D ~= byte }
