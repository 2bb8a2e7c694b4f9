/// Takes from a clause's ends the words that only open or close a turn: `okay so …`, `… and`, `… okay`.
enum Trimming {
  static func trimmed(_ tokens: [Token], _ range: Range<Int>) -> Range<Int> {
    let start = first(tokens, range) ?? range.upperBound
    var end = range.upperBound
    while end > start, isClosing(tokens, end - 1, start) { end -= 1 }
    return start..<end
  }

  /// The first word that does more than open a turn.
  static func first(_ tokens: [Token], _ range: Range<Int>) -> Int? {
    range.first { !isOpening(tokens, $0, range.upperBound) }
  }

  private static func isOpening(_ tokens: [Token], _ position: Int, _ limit: Int) -> Bool {
    let token = tokens[position]
    if token.isMark || token.dropped { return true }
    guard position + 1 < limit else { return token.tags.has([.discourse, .conjunction]) }
    let next = tokens[position + 1]
    if token.is("so") { return !next.is("far") && !next.is("much") && !next.is("that") && !next.is("many") }
    if token.tags.has(.opens) { return true }
    if token.is("all") && next.is("right") { return true }
    if token.is("right"), position > 0, tokens[position - 1].is("all") { return true }
    if token.is("right") && isSide(tokens, position, limit) { return false }
    return token.tags.has([.discourse, .yes])
      && (next.isMark || next.is("any")
        || next.tags.has([.subject, .discourse, .conjunction, .auxiliary, .interrogative]))
  }

  private static func isClosing(_ tokens: [Token], _ position: Int, _ start: Int) -> Bool {
    let token = tokens[position]
    if token.isMark || token.dropped { return true }
    if token.is("so") || token.is("of"), position > start, tokens[position - 1].tags.has(.mind) { return false }
    if token.tags.has(.closes) { return true }
    guard position > start else { return false }
    if token.tags.has(.subject) && !token.is("it") && !token.is("you") && !token.is("there") { return true }
    guard token.is("right") else { return false }
    if position - 1 > start, tokens[position - 2].tags.has(.side) { return false }  // `left, right`
    return tokens[position - 1].isMark || tokens[position - 1].is("all")
  }

  /// Whether the `right` at `position` is a side, named before a finding or beside another: `right: …`, `right and left`.
  private static func isSide(_ tokens: [Token], _ position: Int, _ limit: Int) -> Bool {
    let next = tokens[position + 1]
    if next.isMark(UInt8(ascii: ":")) { return true }
    return position + 2 < limit && next.tags.has([.conjunction, .mark]) && tokens[position + 2].tags.has(.side)
  }
}
