import Notes

/// A note's text taken apart at its headings: lines that are `Subjective:`, `Objective:`, `Assessment:` or `Plan:`.
struct SectionedText {
  /// The sections in order, each body without its heading and without blanks at its ends.
  let bodies: [(section: Section, body: Substring)]

  /// Text without any heading counts as subjective.
  init(_ text: String) {
    var found: [(section: Section, start: String.Index, bodyStart: String.Index)] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard let section = Section.allCases.first(where: { line == $0.heading + ":" }) else { continue }
      let bodyStart = line.endIndex < text.endIndex ? text.index(after: line.endIndex) : text.endIndex
      found.append((section, line.startIndex, bodyStart))
    }
    if found.isEmpty { found = [(.subjective, text.startIndex, text.startIndex)] }
    bodies = found.indices.map { index in
      let end = index + 1 < found.count ? found[index + 1].start : text.endIndex
      return (found[index].section, trimmed(text[found[index].bodyStart..<end]))
    }
  }

  /// The body of `section`; empty when there is none.
  subscript(section: Section) -> String { bodies.first { $0.section == section }.map { String($0.body) } ?? "" }
}

/// `text` without white space at its ends.
func trimmed(_ text: Substring) -> Substring {
  var text = text.drop(while: \.isWhitespace)
  while text.last?.isWhitespace == true { text.removeLast() }
  return text
}
