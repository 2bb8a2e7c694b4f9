/// Joins questions with their answers: `any chest pain?`, `no` becomes `Denies` with the clause `chest pain`.
enum Answers {
  enum Answer { case yes, no }

  /// Gives the answered clause its frame; a question itself is never written.
  static func join(_ clauses: inout [Clause], _ tokens: [Token]) {
    for index in clauses.indices {
      guard let answered = reply(to: index, clauses, tokens) else { continue }
      let question = clauses[index]
      let reply = clauses[answered]
      let topic = Trimming.trimmed(tokens, question.tokens)
      if let answer = pureAnswer(tokens, reply.tokens) {
        let next =
          answered + 1 < clauses.count && clauses[answered + 1].role == reply.role ? clauses[answered + 1] : nil
        if next.map({ takesBack(tokens, $0, answer) }) == true { continue }
        if answered > index + 1 {
          // Something was muttered between: what was asked and what was said stand side by side.
          if question.isQuestion { ask(&clauses, answered, tokens, topic) }
          continue
        }
        frame(&clauses, index, answered, tokens, topic, answer)
      } else if !question.isQuestion {
        continue
      } else if asksWho(tokens, question.tokens) {
        clauses[answered].worth -= 60
      } else if question.tokens.contains(where: { tokens[$0].tags.has(Tags.clinical) }) {
        clauses[answered].worth += Tuning.answered
        if topic.count > 16 || topic.contains(where: { tokens[$0].tags.has([.negation, .no, .yes]) }) { continue }
        if isFragment(tokens, reply.tokens) {
          let said = Set(reply.tokens.map { tokens[$0].key })
          let isEcho = topic.allSatisfy { tokens[$0].tags.has([.common, .mark]) || said.contains(tokens[$0].key) }
          if !isEcho { clauses[answered].asked = topic }
        } else if agrees(tokens, topic, reply.tokens) || pointsBack(tokens, reply.tokens) {
          clauses[answered].asked = topic
        } else if isHedge(tokens, reply.tokens) {
          ask(&clauses, answered, tokens, topic)
        }
      }
    }
  }

  /// Writes an answer behind what was asked, and for what both are worth.
  private static func ask(_ clauses: inout [Clause], _ answered: Int, _ tokens: [Token], _ topic: Range<Int>) {
    guard topic.count <= 16 else { return }
    clauses[answered].asked = Opener.topic(tokens, topic) ?? topic
    clauses[answered].worth += topic.reduce(0) { $0 + Worth.of(tokens[$1].tags) }
  }

  /// The clause that answers the question at `index`: the next one with a word in it, if another speaks it or none is
  /// named.
  private static func reply(to index: Int, _ clauses: [Clause], _ tokens: [Token]) -> Int? {
    let question = clauses[index]
    for next in index + 1..<max(min(index + 3, clauses.count), index + 1) {
      let reply = clauses[next]
      guard reply.tokens.contains(where: { !tokens[$0].dropped && !tokens[$0].isMark }) else { continue }
      guard question.isQuestion || isDoubted(question, reply), !reply.isQuestion,
        reply.turn - question.turn <= next - index
      else { return nil }
      if reply.turn == question.turn { return next }
      let mayAsk = question.role == .clinician || question.role == .unknown
      return mayAsk && reply.role != question.role ? next : nil
    }
    return nil
  }

  /// Whether an answer says yes and more to a statement put as a question.
  private static func agrees(_ tokens: [Token], _ topic: Range<Int>, _ range: Range<Int>) -> Bool {
    range.count <= 16 && topic.first.map { tokens[$0].tags.has(.subject) } == true
      && range.first { !tokens[$0].dropped && !tokens[$0].isMark }.map { tokens[$0].tags.has(.yes) } == true
  }

  /// Whether a short answer speaks of what was asked about as `it`.
  private static func pointsBack(_ tokens: [Token], _ range: Range<Int>) -> Bool {
    range.count <= 12 && range.first { !tokens[$0].dropped && !tokens[$0].isMark }.map { tokens[$0].is("it") } == true
  }

  /// An answer that leans either way and names nothing: `not really`, `I don't think so`, `a little bit`.
  private static func isHedge(_ tokens: [Token], _ range: Range<Int>) -> Bool {
    guard range.count <= 14,
      range.allSatisfy({ tokens[$0].tags.has([.common, .mark, .filler]) || tokens[$0].dropped })
    else { return false }
    let denies = range.contains { tokens[$0].tags.has([.negation, .no]) }
    return denies ? saysNot(tokens, range) : range.contains { tokens[$0].is("bit") || tokens[$0].is("little") }
  }

  /// Whether a `not` stands in the words, and not only a `no` by itself.
  private static func saysNot(_ tokens: [Token], _ range: Range<Int>) -> Bool {
    range.contains { tokens[$0].is("not") || tokens[$0].is("n't") || tokens[$0].is("never") }
  }

  private static func frame(
    _ clauses: inout [Clause], _ index: Int, _ answered: Int, _ tokens: [Token], _ topic: Range<Int>, _ answer: Answer
  ) {
    // "… or do you have help?" is half of a choice: a yes does not tell which.
    if answer == .yes, clauses[index].tokens.first.map({ tokens[$0].is("or") }) == true { return }
    var framed: (String, Range<Int>)?
    if clauses[index].isQuestion {
      framed = Opener.frame(tokens, topic, answer) ?? Opener.statement(tokens, topic, answer)
    }
    if framed == nil && answer == .no { framed = Opener.negated(tokens, topic) }
    guard let (frame, rest) = framed else { return }
    clauses[index].answer = clauses[answered].tokens
    clauses[index].role = clauses[answered].role
    clauses[index].tokens = rest
    clauses[index].frame = frame.isEmpty ? .verbatim : .led(by: frame)
    clauses[index].isQuestion = false
    clauses[answered].frame = .answer
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
    range.count <= 9 && range.contains { tokens[$0].tags.has(.number) || !tokens[$0].tags.has([.common, .mark]) }
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
      } else if token.is("like") {
        // "Nothing like that" denies; "not like that" says that it is otherwise.
        let before = position > range.lowerBound ? tokens[position - 1] : nil
        guard before.map({ $0.is("nothing") || $0.is("anything") }) == true else { return nil }
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

  private static let plain = WordSet(
    """
    i do did have has had am is was it at all sir ma'am ma doctor okay oh well uh um no not any sure thankfully of them
    whatsoever 'm right that 's else fine nothing anything none those either
    """)
}
