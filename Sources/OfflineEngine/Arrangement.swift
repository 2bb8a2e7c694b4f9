/// The order of sentences within a section: its matters in a note's order, and each matter as it came up in the visit.
enum Arrangement {
  static func ordered(_ clauses: [Clause], _ tokens: [Token]) -> [Clause] {
    var grouped: [(group: Group, number: Int)] = []
    var last: [Clause?] = Array(repeating: nil, count: 4)
    var hasComplaint = false
    for (number, clause) in clauses.enumerated() {
      var clause = clause
      if clause.group == .none, let before = last[clause.section], follows(clause, before, tokens) {
        clause.group = before.group
      }
      if clause.group == .complaint {
        if hasComplaint { clause.group = .none }
        hasComplaint = true
      }
      last[clause.section] = clause
      let group = clause.section == 1 && clause.group == .none ? Group.examination : clause.group
      grouped.append((group, number))
    }
    return grouped.sorted { ($0.group, $0.number) < ($1.group, $1.number) }.map { clauses[$0.number] }
  }

  /// Whether a clause speaks of what was said just before it: it begins with a pronoun for it.
  private static func follows(_ clause: Clause, _ before: Clause, _ tokens: [Token]) -> Bool {
    guard clause.turn - before.turn <= 2, clause.frame == .verbatim,
      let first = Trimming.trimmed(tokens, clause.tokens).first
    else { return false }
    return pronouns.contains(tokens[first].key)
  }

  private static let pronouns = WordSet(
    "it that they he she this these those one both which")
}
