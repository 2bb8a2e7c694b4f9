/// A dictation's way: every sentence is kept, whole and in order; spoken headings rule.
enum Dictation {
  static func sentences(_ clauses: [Clause], _ tokens: [Token], _ bytes: [UInt8]) -> [[Draft.Sentence]] {
    var clauses = clauses
    var headings: [Heading?] = []
    var current: Heading?
    for index in clauses.indices {
      if let (heading, length) = Heading.find(tokens, clauses[index].tokens) {
        if !(heading.section == 2 && current?.group == .results && length < clauses[index].tokens.count) {
          current = heading
          clauses[index].tokens = clauses[index].tokens.dropFirst(length)
        }
      }
      headings.append(current)
    }
    Classifier.classify(&clauses, tokens, isDictation: true)
    for index in clauses.indices {
      let clause = clauses[index]
      clauses[index].isKept = !clause.tokens.isEmpty && !clause.isQuestion
      guard let heading = headings[index] else { continue }
      if let section = heading.section {
        clauses[index].section = section
        clauses[index].rule = "heading"
      } else {
        clauses[index].section = clause.scores[2] >= clause.scores[3] ? 2 : 3
      }
      clauses[index].group = .none
    }
    return Writer.sections(clauses, tokens, bytes)
  }
}
