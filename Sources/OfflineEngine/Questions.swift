/// Finds the questions of transcripts without question marks, by how they begin.
enum Questions {
  static func mark(_ clauses: inout [Clause], _ tokens: [Token]) {
    for index in clauses.indices where !clauses[index].isQuestion {
      let words = Trimming.trimmed(tokens, clauses[index].tokens)
      let next = index + 1 < clauses.count ? clauses[index + 1] : nil
      clauses[index].isQuestion = asks(tokens, words) || names(tokens, words, clauses[index], next)
    }
  }

  /// Whether a clinician but names a complaint and leaves the word to another: `shortness of breath`, said to be denied.
  private static func names(_ tokens: [Token], _ words: Range<Int>, _ clause: Clause, _ next: Clause?) -> Bool {
    guard clause.role == .clinician, let next, next.turn == clause.turn + 1, next.role != .clinician, words.count <= 7
    else { return false }
    return words.contains { tokens[$0].tags.has([.symptom, .disease]) }
      && !words.contains {
        tokens[$0].tags.has([
          .subject, .auxiliary, .negation, .pastVerb, .action, .outcome, .secondPerson, .number, .mark,
        ])
      }
  }

  private static func asks(_ tokens: [Token], _ range: Range<Int>) -> Bool {
    var words = range.lazy.filter { !tokens[$0].dropped && !tokens[$0].isMark }.makeIterator()
    guard let first = words.next(), let second = words.next() else { return false }
    let token = tokens[first]
    var next = tokens[second]
    if token.tags.has(.auxiliary) {
      // "Don't you …?" asks; "don't take …" orders.
      if next.is("n't"), let third = words.next() { next = tokens[third] }
      return next.tags.has(.subject) || next.is("your") || next.is("that") || next.is("those")
    }
    if token.is("any") || token.is("anybody") || token.is("anyone") { return true }
    guard token.tags.has(.interrogative) else { return false }
    return next.tags.has(.auxiliary) || next.is("about") || next.is("long") || next.is("many") || next.is("much")
      || next.is("kind") || next.is("often")
  }
}
