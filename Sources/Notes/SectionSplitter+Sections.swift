extension SectionSplitter {
  /// The bodies of a whole note's sections, without their headings, trimmed of ASCII white space at both ends.
  ///
  /// A section that comes twice is joined with a blank line; one whose heading has no text under it is empty, and one
  /// without a heading is absent. Text before the first heading belongs to none. Invalid UTF-8 becomes U+FFFD.
  package static func sections(of note: [UInt8]) -> [Section: String] {
    var headings: [Heading] = []
    var splitter = SectionSplitter()
    splitter.append(note.span) { headings.append($0) }
    splitter.finish { headings.append($0) }

    var bodies: [Section: String] = [:]
    for (index, heading) in headings.enumerated() {
      let end = index + 1 < headings.count ? headings[index + 1].start : note.count
      let body = String(decoding: trimmed(note[heading.end..<end]), as: UTF8.self)
      let before = bodies[heading.section] ?? ""
      bodies[heading.section] = before.isEmpty || body.isEmpty ? before + body : before + "\n\n" + body
    }
    return bodies
  }
}

private func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  guard let first = text.firstIndex(where: { !isSpace($0) }), let last = text.lastIndex(where: { !isSpace($0) }) else {
    return []
  }
  return text[first...last]
}

/// Space, tab, and the line and page ends.
private func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || 0x09...0x0D ~= byte }
