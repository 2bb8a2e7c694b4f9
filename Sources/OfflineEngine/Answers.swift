/// Joins questions with their answers: `any chest pain?`, `no` becomes `Denies` with the clause `chest pain`.
enum Answers {
  enum Answer { case yes, no }

  /// Gives the answered clause its frame; a question itself is never written.
  static func join(_ clauses: inout [Clause], _ tokens: [Token]) {
    guard clauses.count > 1 else { return }
    for index in 0..<clauses.count - 1 where clauses[index].isQuestion {
      let question = clauses[index]
      let reply = clauses[index + 1]
      guard reply.turn - question.turn <= 1, reply.turn == question.turn || reply.role != question.role else {
        continue
      }
      let topic = Trimming.trimmed(tokens, question.tokens)
      guard let answer = pureAnswer(tokens, reply.tokens) else {
        let isClinical = question.tokens.contains { tokens[$0].tags.has(Tags.clinical) }
        if isClinical { clauses[index + 1].worth += Tuning.answered }
        continue
      }
      if let (frame, rest) = Opener.frame(tokens, topic, answer) ?? Opener.statement(tokens, topic, answer) {
        clauses[index].tokens = rest
        clauses[index].frame = frame.isEmpty ? .verbatim : .led(by: frame)
        clauses[index].isQuestion = false
        clauses[index].role = reply.role
        clauses[index].answer = reply.tokens
        clauses[index + 1].frame = .answer
      }
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
