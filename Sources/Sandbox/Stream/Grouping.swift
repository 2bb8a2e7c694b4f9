/// How a text is cut into the texts of its events: joined, they are the text again.
enum Grouping: Sendable {
  /// So many words, with the blanks after them; a heading's line ends a group, as the API writes it.
  case words(Int)
  /// So many Unicode scalars.
  case characters(Int)

  func groups(of text: Substring) -> [Substring] {
    switch self {
    case .words(let count): wordGroups(of: text, count: count)
    case .characters(let count): characterGroups(of: text, count: count)
    }
  }

  private func wordGroups(of text: Substring, count: Int) -> [Substring] {
    var groups: [Substring] = []
    var start = text.startIndex
    var words = 0
    var previousIsBlank = false
    var previousEndsLine = false
    for index in text.unicodeScalars.indices {
      let scalar = text.unicodeScalars[index]
      let isBlank = scalar == " " || scalar == "\n" || scalar == "\r" || scalar == "\t"
      if previousIsBlank, !isBlank {
        words += 1
        if words == count || previousEndsLine {
          groups.append(text[start..<index])
          start = index
          words = 0
        }
      }
      previousEndsLine = isBlank && (scalar == "\n" || (previousIsBlank && previousEndsLine))
      previousIsBlank = isBlank
    }
    if start < text.endIndex { groups.append(text[start...]) }
    return groups
  }

  private func characterGroups(of text: Substring, count: Int) -> [Substring] {
    var groups: [Substring] = []
    var start = text.startIndex
    while start < text.endIndex {
      let end = text.unicodeScalars.index(start, offsetBy: count, limitedBy: text.endIndex) ?? text.endIndex
      groups.append(text[start..<end])
      start = end
    }
    return groups
  }
}
