/// Makes clauses one again that were cut apart and all kept.
enum Joining {
  /// The kept clauses; those that stood side by side in one sentence of ordinary length are joined.
  static func joined(_ clauses: [Clause]) -> [Clause] {
    var joined: [Clause] = []
    for index in clauses.indices where clauses[index].isKept {
      let clause = clauses[index]
      if let last = joined.last, last.sentence == clause.sentence, last.section == clause.section,
        last.frame == .verbatim, clause.frame == .verbatim, clause.asked == nil,
        clause.tokens.lowerBound - last.tokens.upperBound <= 1,
        clause.tokens.upperBound - last.tokens.lowerBound <= longest
      {
        joined[joined.count - 1].tokens = last.tokens.lowerBound..<clause.tokens.upperBound
        joined[joined.count - 1].worth += clause.worth
      } else {
        joined.append(clause)
      }
    }
    return joined
  }

  /// In tokens.
  private static let longest = 32
}
