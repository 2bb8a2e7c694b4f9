/// Finds the questions of transcripts without question marks, by how they begin.
enum Questions {
  static func mark(_ clauses: inout [Clause], _ tokens: [Token]) {
    for index in clauses.indices where !clauses[index].isQuestion {
      clauses[index].isQuestion = asks(tokens, Trimming.trimmed(tokens, clauses[index].tokens))
    }
  }

  private static func asks(_ tokens: [Token], _ range: Range<Int>) -> Bool {
    var words = range.lazy.filter { !tokens[$0].dropped && !tokens[$0].isMark }.makeIterator()
    guard let first = words.next(), let second = words.next() else { return false }
    let token = tokens[first]
    let next = tokens[second]
    if token.tags.has(.auxiliary) { return next.tags.has(.subject) || next.is("your") || next.is("n't") }
    if token.is("any") { return true }
    guard token.tags.has(.interrogative) else { return false }
    return next.tags.has(.auxiliary) || next.is("about") || next.is("long") || next.is("many") || next.is("much")
      || next.is("kind") || next.is("often")
  }
}
