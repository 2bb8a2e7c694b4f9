/// A dictation's way: every sentence is kept, whole and in order; spoken headings rule.
enum Dictation {
  static func sections(_ clauses: [Clause], _ tokens: [Token], _ bytes: [UInt8]) -> [WrittenSection] {
    var clauses = clauses
    var headings: [Heading?] = []
    headings.reserveCapacity(clauses.count)
    var current: Heading?
    var last = 0
    for index in clauses.indices {
      var label: Heading?
      while label == nil, let (heading, length) = Heading.find(tokens, clauses[index].tokens) {
        if heading.isLabel {
          label = heading
        } else {
          current = heading
          last = index
          clauses[index].tokens = clauses[index].tokens.dropFirst(length)
        }
      }
      headings.append(current ?? label)
    }
    for index in clauses.indices {
      let features = Features(tokens, clauses[index].tokens, cues: .dictated)
      Classifier.judge(&clauses[index], features, tokens, isDictation: true)
    }
    release(&headings, after: last)
    let path = Stages.dictation.path(
      zip(clauses, headings).map { clause, heading in bound(Classifier.summed(clause.scores), by: heading) })
    for index in clauses.indices {
      clauses[index].isKept = !clauses[index].tokens.isEmpty && !clauses[index].isQuestion
      clauses[index].section = path[index]
      if headings[index] == nil && isMeasured(clauses[index], tokens) { clauses[index].section = 1 }
      if headings[index]?.section != nil { clauses[index].rule = .heading }
    }
    return Writer.sections(clauses, tokens, bytes)
  }

  /// A heading rules up to the next one. Where none names what was thought and planned, the last cannot rule all the rest:
  /// only its first sentence.
  private static func release(_ headings: inout [Heading?], after last: Int) {
    if headings.contains(where: { ($0?.section ?? 3) >= 2 && $0 != nil }) { return }
    for index in headings.indices where index > last + 1 { headings[index] = nil }
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
