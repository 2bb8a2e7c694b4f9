/// The steps from a transcript's bytes to the lines of each section.
enum Pipeline {
  static func sections(of bytes: [UInt8]) -> [WrittenSection] {
    var tokens = Tokenizer.tokens(of: bytes)
    let turns = Turns(tokens, bytes)
    for turn in turns.all { Disfluency.mark(&tokens, in: turn.tokens, bytes) }
    let isDictation = !turns.isLabelled && !looksLikeTalk(tokens)
    var clauses = ClauseSplitter.clauses(of: turns.all, tokens, bytes, cuts: !isDictation)
    if isDictation {
      return Dictation.sections(clauses, tokens, bytes)
    }
    for index in clauses.indices { takeHeading(off: &clauses[index], tokens) }
    Questions.mark(&clauses, tokens)
    Answers.join(&clauses, tokens)
    Classifier.classify(&clauses, tokens)
    Ranker.keep(&clauses, tokens)
    let arranged = Arrangement.ordered(Joining.joined(clauses), tokens)
    return Writer.sections(arranged, tokens, bytes)
  }

  /// A heading that a clinician speaks before a sentence (`Plan: rest`) names its section, and is not written.
  private static func takeHeading(off clause: inout Clause, _ tokens: [Token]) {
    while let (heading, length) = Heading.find(tokens, clause.tokens), length < clause.tokens.count {
      clause.bound = heading.section ?? clause.bound
      clause.tokens = clause.tokens.dropFirst(length)
    }
  }

  /// Whether a text without labels is a conversation: people ask each other questions.
  private static func looksLikeTalk(_ tokens: [Token]) -> Bool {
    var questions = 0
    var second = 0
    for token in tokens {
      if token.isMark(UInt8(ascii: "?")) { questions += 1 }
      if token.tags.has(.secondPerson) { second += 1 }
    }
    return questions >= 2 || second * 40 > tokens.count
  }
}
