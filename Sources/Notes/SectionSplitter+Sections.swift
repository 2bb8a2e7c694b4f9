extension SectionSplitter {
  /// Where the bodies of a whole note's sections stand in it, in order, without their headings and trimmed of ASCII
  /// white space at both ends.
  ///
  /// A section that comes twice has two bodies; one whose heading has no text under it has an empty one. Text before
  /// the first heading belongs to none.
  package static func bodies(of note: [UInt8]) -> [(section: Section, body: Range<Int>)] {
    var headings: [Heading] = []
    var splitter = SectionSplitter()
    splitter.append(note.span) { headings.append($0) }
    splitter.finish { headings.append($0) }
    return headings.indices.map { index in
      let end = index + 1 < headings.count ? headings[index + 1].start : note.count
      return (headings[index].section, trimmed(headings[index].end..<end, in: note))
    }
  }

  /// The bodies as text, a section's two joined with a blank line. Invalid UTF-8 becomes U+FFFD.
  package static func sections(of note: [UInt8]) -> [Section: String] {
    var sections: [Section: String] = [:]
    for (section, range) in bodies(of: note) {
      let body = String(decoding: note[range], as: UTF8.self)
      let before = sections[section] ?? ""
      sections[section] = before.isEmpty || body.isEmpty ? before + body : before + "\n\n" + body
    }
    return sections
  }
}

private func trimmed(_ range: Range<Int>, in note: [UInt8]) -> Range<Int> {
  let text = note[range]
  guard let first = text.firstIndex(where: { !isSpace($0) }), let last = text.lastIndex(where: { !isSpace($0) }) else {
    return range.lowerBound..<range.lowerBound
  }
  return first..<last + 1
}

/// Space, tab, and the line and page ends.
private func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || 0x09...0x0D ~= byte }
