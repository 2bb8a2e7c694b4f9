/// A dictation's way: every sentence is kept, whole and in order; spoken headings rule.
enum Dictation {
  static func sentences(_ clauses: [Clause], _ tokens: [Token], _ bytes: [UInt8]) -> [[Draft.Sentence]] {
    var clauses = clauses
    var headings: [Heading?] = []
    var current: Heading?
    for index in clauses.indices {
      var label: Heading?
      while label == nil, let (heading, length) = Heading.find(tokens, clauses[index].tokens) {
        if heading.isLabel {
          label = heading
        } else {
          current = heading
          clauses[index].tokens = clauses[index].tokens.dropFirst(length)
        }
      }
      headings.append(current ?? label)
    }
    for index in clauses.indices {
      Classifier.judge(&clauses[index], Features(tokens, clauses[index].tokens), tokens, isDictation: true)
    }
    let path = Stages.dictation.path(
      zip(clauses, headings).map { clause, heading in bound(clause.scores, by: heading) })
    for index in clauses.indices {
      clauses[index].isKept = !clauses[index].tokens.isEmpty && !clauses[index].isQuestion
      clauses[index].section = path[index]
      if headings[index] == nil && isMeasured(clauses[index], tokens) { clauses[index].section = 1 }
      if headings[index]?.section != nil { clauses[index].rule = "heading" }
    }
    return Writer.sections(clauses.filter(\.isKept), tokens, bytes)
  }

  /// Vital signs in figures are findings wherever they are dictated.
  private static func isMeasured(_ clause: Clause, _ tokens: [Token]) -> Bool {
    clause.scores.indexOfMax == 1 && clause.tokens.count <= 12
      && clause.tokens.contains { tokens[$0].tags.has(.vital) }
      && clause.tokens.contains { tokens[$0].tags.has(.digits) }
  }

  /// Points that leave only the sections that a heading allows.
  private static func bound(_ points: SIMD4<Int32>, by heading: Heading?) -> SIMD4<Int32> {
    guard let heading else { return points }
    var bound = points.clamped(to: 8)
    for section in 0..<4 {
      let isAllowed = heading.section.map { $0 == section } ?? (section >= 2)
      if !isAllowed { bound[section] -= 1000 }
    }
    return bound
  }
}
