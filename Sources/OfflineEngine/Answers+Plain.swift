/// Answers that say yes or no and nothing else.
extension Answers {
  /// Yes or no, where the clause says nothing beside it.
  static func pureAnswer(_ tokens: [Token], _ range: Range<Int>) -> Answer? {
    var answer: Answer?
    for position in range {
      let token = tokens[position]
      if token.isMark || token.dropped { continue }
      if token.is("right") && answer == nil {
        answer = .yes
      } else if token.tags.has(.no) || token.tags.has(.negation) && !token.is("without") {
        if answer == .yes { return nil }
        answer = .no
      } else if token.tags.has(.yes) {
        if answer == .no { return nil }
        answer = .yes
      } else if token.is("like") {
        // "Nothing like that" denies; "not like that" says that it is otherwise.
        let before = position > range.lowerBound ? tokens[position - 1] : nil
        guard before.map({ $0.is("nothing") || $0.is("anything") }) == true else { return nil }
      } else if !plain.contains(token.key) {
        return nil
      } else if asserts(tokens, position, range) {
        // "I do" says yes, and takes back a no.
        if answer == .no { return nil }
        answer = .yes
      }
    }
    return answer
  }

  /// Whether `I do`, `it is` or the like ends at `position`, and no `n't` follows; `it's fine` asserts nothing.
  private static func asserts(_ tokens: [Token], _ position: Int, _ range: Range<Int>) -> Bool {
    guard tokens[position].tags.has(.auxiliary), position > range.lowerBound, tokens[position - 1].tags.has(.subject),
      tokens[position].spaced && !clitics.contains(tokens[position].key)
    else { return false }
    return position + 1 == range.upperBound || !tokens[position + 1].tags.has(.negation)
  }

  /// Whether a yes, or what follows it, says `I do`.
  static func insists(_ clauses: [Clause], _ answered: Int, _ tokens: [Token]) -> Bool {
    let reply = clauses[answered]
    if reply.tokens.contains(where: { asserts(tokens, $0, reply.tokens) }) { return true }
    guard answered + 1 < clauses.count, clauses[answered + 1].role == reply.role else { return false }
    let next = clauses[answered + 1].tokens
    return next.count <= 4 && next.contains { asserts(tokens, $0, next) }
  }

  /// Whether an answer agrees to a statement in words that cannot mean its opposite, as a yes to `no fever?` can.
  static func confirms(_ tokens: [Token], _ range: Range<Int>) -> Bool {
    range.contains { tokens[$0].is("correct") || tokens[$0].is("right") }
      && !range.contains { asserts(tokens, $0, range) }
  }

  private static let clitics = WordSet("'s 'm 're 've 'd 'll")
  private static let plain = WordSet(
    """
    i do did have has had am is was it at all sir ma'am ma doctor okay oh well uh um no not any sure thankfully of them
    whatsoever 'm right that 's else fine nothing anything none those either
    """)
}
