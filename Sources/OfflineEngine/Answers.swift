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
        if takesBack(clauses, answered, tokens, answer) {
          // Half of it would be false: both are written in one, or neither.
          let next = clauses[answered + 1]
          let isOfPatient = topic.first.map { tokens[$0].is("you") } == true
          if next.turn == reply.turn, isOfPatient || question.isQuestion && Opener.topic(tokens, topic) != nil {
            clauses[index].isQuestion = true
            clauses[answered].tokens = reply.tokens.lowerBound..<next.tokens.upperBound
            clauses[answered + 1].frame = .answer
            ask(&clauses, answered, tokens, topic)
          }
          continue
        }
        if answered > index + 1 {
          // Something was muttered between: what was asked and what was said stand side by side.
          if question.isQuestion { ask(&clauses, answered, tokens, topic) }
          continue
        }
        frame(&clauses, index, answered, tokens, topic, answer)
      } else if !question.isQuestion {
        // A statement that the patient turns down must not stand alone: what was answered stands behind it.
        if refutes(tokens, topic, reply.tokens) {
          clauses[index].isQuestion = true
          ask(&clauses, answered, tokens, topic)
        }
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
    let role = clauses[index].role
    let isQuestion = clauses[index].isQuestion
    guard isQuestion || role == .clinician else { return nil }
    for next in index + 1..<max(min(index + 3, clauses.count), index + 1) {
      guard clauses[next].tokens.contains(where: { !tokens[$0].dropped && !tokens[$0].isMark }) else { continue }
      let turns = clauses[next].turn - clauses[index].turn
      guard isQuestion || isDoubted(clauses[index], clauses[next]), !clauses[next].isQuestion, turns <= next - index
      else { return nil }
      if turns == 0 { return next }
      return (role == .clinician || role == .unknown) && clauses[next].role != role ? next : nil
    }
    return nil
  }

  /// Whether an answer turns down a statement about the patient, or limits it: `you're on metformin`, `no I stopped it`.
  private static func refutes(_ tokens: [Token], _ topic: Range<Int>, _ range: Range<Int>) -> Bool {
    guard let first = topic.first, tokens[first].is("you"), !topic.contains(where: { tokens[$0].tags.has(.negation) }),
      let said = range.first(where: { !tokens[$0].dropped && !tokens[$0].isMark }), said + 1 < range.upperBound
    else { return false }
    if tokens[said].tags.has(.yes) { return tokens[said + 1].is("but") }
    return (tokens[said].is("no") || tokens[said].is("nope")) && tokens[said + 1].tags.has([.subject, .mark])
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
    range.contains { tokens[$0].is("not") || tokens[$0].is("n't") || tokens[$0].is("never") || tokens[$0].is("none") }
  }

  private static func frame(
    _ clauses: inout [Clause], _ index: Int, _ answered: Int, _ tokens: [Token], _ topic: Range<Int>, _ answer: Answer
  ) {
    // "… or do you have help?" is half of a choice: neither a yes nor a no tells which, save no to each complaint.
    let isChoice = clauses[index].tokens.first.map { tokens[$0].is("or") } == true
    if answer == .yes && isChoice { return }
    var framed: (Frame, Range<Int>)?
    if answer == .yes, topic.first.map({ tokens[$0].is("no") }) == true {
      // A yes to "no fever?" may mean either; with a verb it says that there is one.
      if insists(clauses, answered, tokens) {
        framed = Opener.negated(tokens, topic).map { (.led(by: .reports), $0.1) }
      } else if confirms(tokens, clauses[answered].tokens) {
        framed = Opener.statement(tokens, topic, answer)
      } else {
        return ask(&clauses, answered, tokens, topic)
      }
    } else if clauses[index].isQuestion {
      framed = Opener.frame(tokens, topic, answer) ?? Opener.statement(tokens, topic, answer)
    }
    if framed == nil && answer == .no { framed = Opener.negated(tokens, topic) }
    guard let (frame, rest) = framed, !isChoice || frame == .led(by: .denies) else { return }
    clauses[index].answer = clauses[answered].tokens
    clauses[index].role = clauses[answered].role
    clauses[index].tokens = rest
    clauses[index].frame = frame
    clauses[index].isQuestion = false
    clauses[answered].frame = .answer
  }

  /// Whether a clinician's clause may be a negative statement put to the patient (`you're not having any chest pain`).
  private static func isDoubted(_ clause: Clause, _ reply: Clause) -> Bool {
    clause.role == .clinician && reply.turn == clause.turn + 1 && reply.role != .clinician && reply.tokens.count <= 12
  }

  /// Whether what follows an answer begins with the opposite one, or with a word that takes some of it back.
  private static func takesBack(_ clauses: [Clause], _ answered: Int, _ tokens: [Token], _ answer: Answer) -> Bool {
    guard answered + 1 < clauses.count else { return false }
    let next = clauses[answered + 1]
    guard next.role != .clinician, next.turn - clauses[answered].turn <= 1, !next.isQuestion,
      let first = next.tokens.first(where: { !tokens[$0].dropped && !tokens[$0].tags.has([.filler, .mark]) })
    else { return false }
    if turns.contains(tokens[first].key) && next.turn == clauses[answered].turn { return next.tokens.count <= 12 }
    return tokens[first].tags.has(answer == .yes ? .no : .yes) && !tokens[first].tags.has(answer == .yes ? .yes : .no)
  }

  private static let turns = WordSet("well but actually except although though")

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
}
