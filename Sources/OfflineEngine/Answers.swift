/// Joins questions with their answers: `any chest pain?`, `no` becomes `Denies` with the clause `chest pain`.
enum Answers {
  enum Answer { case yes, no }

  /// Gives the answered clause its frame; a question itself is never written.
  static func join(_ clauses: inout [Clause], _ tokens: [Token]) {
    guard clauses.count > 1 else { return }
    for index in 0..<clauses.count - 1 where clauses[index].isQuestion || isDoubted(clauses[index], clauses[index + 1])
    {
      let question = clauses[index]
      let reply = clauses[index + 1]
      guard reply.turn - question.turn <= 1, reply.turn == question.turn || reply.role != question.role,
        question.role == .clinician || question.role == .unknown || reply.turn == question.turn, !reply.isQuestion
      else { continue }
      let topic = Trimming.trimmed(tokens, question.tokens)
      if let answer = pureAnswer(tokens, reply.tokens) {
        let next = index + 2 < clauses.count && clauses[index + 2].role == reply.role ? clauses[index + 2] : nil
        if next.map({ takesBack(tokens, $0, answer) }) == true { continue }
        frame(&clauses, index, tokens, topic, answer)
      } else if !question.isQuestion {
        continue
      } else if asksWho(tokens, question.tokens) {
        clauses[index + 1].worth -= 60
      } else if question.tokens.contains(where: { tokens[$0].tags.has(Tags.clinical) }) {
        clauses[index + 1].worth += Tuning.answered
        if isFragment(tokens, reply.tokens) && topic.count <= 16 { clauses[index + 1].asked = topic }
      }
    }
  }

  private static func frame(
    _ clauses: inout [Clause], _ index: Int, _ tokens: [Token], _ topic: Range<Int>, _ answer: Answer
  ) {
    guard clauses[index].isQuestion || answer == .no,
      let (frame, rest) = clauses[index].isQuestion
        ? Opener.frame(tokens, topic, answer) ?? Opener.statement(tokens, topic, answer) : Opener.negated(tokens, topic)
    else { return }
    clauses[index].answer = clauses[index + 1].tokens
    clauses[index].role = clauses[index + 1].role
    clauses[index].tokens = rest
    clauses[index].frame = frame.isEmpty ? .verbatim : .led(by: frame)
    clauses[index].isQuestion = false
    clauses[index + 1].frame = .answer
  }

  /// Whether a clinician's clause may be a negative statement put to the patient (`you're not having any chest pain`).
  private static func isDoubted(_ clause: Clause, _ reply: Clause) -> Bool {
    clause.role == .clinician && reply.turn == clause.turn + 1 && reply.role != .clinician && reply.tokens.count <= 4
  }

  /// Whether the clause after an answer begins with the opposite one.
  private static func takesBack(_ tokens: [Token], _ next: Clause, _ answer: Answer) -> Bool {
    guard let first = next.tokens.first(where: { !tokens[$0].dropped && !tokens[$0].tags.has(.filler) }) else {
      return false
    }
    return tokens[first].tags.has(answer == .yes ? .no : .yes) && !tokens[first].tags.has(answer == .yes ? .yes : .no)
  }

  /// An answer that says nothing without its question: a few words and no verb.
  private static func isFragment(_ tokens: [Token], _ range: Range<Int>) -> Bool {
    range.count <= 9
      && !range.contains { tokens[$0].tags.has([.subject, .auxiliary, .negation, .pastVerb, .yes, .no]) }
  }

  /// Whether a question asks for a name, a birthday or an address, which have no place in the note's text.
  private static func asksWho(_ tokens: [Token], _ range: Range<Int>) -> Bool {
    range.contains { position in
      tokens[position].is("birth") || tokens[position].is("address") || tokens[position].is("email")
        || tokens[position].is("name") && position > 0
          && (tokens[position - 1].is("your") || tokens[position - 1].is("full"))
    }
  }

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
        if answer == .no && !token.is("yeah") { return nil }
        answer = answer ?? .yes
      } else if !plain.contains(token.key) {
        return nil
      } else if answer == nil && token.is("do") || token.is("have") || token.is("am") {
        // "I do" says yes unless "n't" follows.
        let next = position + 1 < range.upperBound ? tokens[position + 1] : nil
        if next?.tags.has(.negation) != true && answer == nil { answer = .yes }
      }
    }
    return answer
  }

  private static let plain: Set<UInt64> = Set(
    """
    i do did have has had am is was it at all sir ma'am ma doctor okay oh well uh um no not any sure thankfully of them
    whatsoever that's 'm right that 's
    """.split(whereSeparator: \.isWhitespace).map { Hash.key(of: $0.utf8) })
}
