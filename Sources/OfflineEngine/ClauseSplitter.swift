/// Cuts turns into sentences, and long or unpunctuated sentences into clauses.
struct ClauseSplitter {
  private let tokens: [Token]
  private let bytes: [UInt8]
  private var clauses: [Clause] = []
  private var sentences = 0
  private var negated: [Bool] = []
  /// Whether the clause being read began as a question.
  private var asking = false

  /// - Parameter cuts: whether sentences are cut into clauses; a dictation's are left whole.
  static func clauses(of turns: [Turn], _ tokens: [Token], _ bytes: [UInt8], cuts: Bool) -> [Clause] {
    var splitter = ClauseSplitter(tokens: tokens, bytes: bytes)
    for (number, turn) in turns.enumerated() { splitter.split(turn, number, cuts) }
    return splitter.clauses
  }

  private init(tokens: [Token], bytes: [UInt8]) {
    self.tokens = tokens
    self.bytes = bytes
  }

  private mutating func split(_ turn: Turn, _ number: Int, _ cuts: Bool) {
    var start = turn.tokens.lowerBound
    for position in turn.tokens where endsSentence(position, in: turn.tokens) {
      add(start..<position + 1, turn, number, cuts)
      start = position + 1
    }
    add(start..<turn.tokens.upperBound, turn, number, cuts)
  }

  private func endsSentence(_ position: Int, in turn: Range<Int>) -> Bool {
    let token = tokens[position]
    guard token.isMark else { return false }
    if token.isMark(UInt8(ascii: "?")) || token.isMark(UInt8(ascii: "!")) || token.isMark(UInt8(ascii: ";")) {
      return true
    }
    guard token.isMark(UInt8(ascii: ".")) else { return false }
    guard position + 1 < turn.upperBound else { return true }
    if !tokens[position + 1].spaced { return false }
    guard position > turn.lowerBound else { return true }
    let before = tokens[position - 1]
    let isInitial =
      before.end - before.start == 1 && before.spaced && !before.tags.has(.number) && !before.is("i") && !token.spaced
    return !isInitial && !Self.abbreviations.contains(before.key)
  }

  private static let abbreviations: Set<UInt64> = Hash.keys(of: "dr mr mrs ms st vs jr sr approx etc")

  private mutating func add(_ sentence: Range<Int>, _ turn: Turn, _ number: Int, _ cuts: Bool) {
    let body = trimmed(sentence)
    if body.isEmpty { return }
    sentences += 1
    let isQuestion = sentence.last.map { tokens[$0].isMark(UInt8(ascii: "?")) } ?? false
    var start = body.lowerBound
    asking = asks(at: start, body)
    if cuts && body.count > 7 {
      markNegations(in: body)
      for position in body.dropFirst(2) where position - start >= 2 && canCut(position, body, start) {
        append(start..<position, turn, number)
        start = position
        asking = asks(at: start, body)
      }
    }
    append(start..<body.upperBound, turn, number)
    if isQuestion { markQuestion() }
  }

  /// Marks the clauses of the last sentence as asked, save statements before the one that asks.
  private mutating func markQuestion() {
    guard var index = clauses.indices.last, clauses[index].sentence == sentences else { return }
    clauses[index].isQuestion = true
    while index > 0, clauses[index - 1].sentence == sentences {
      index -= 1
      let first = Trimming.trimmed(tokens, clauses[index].tokens).first
      clauses[index].isQuestion = first.map { !tokens[$0].tags.has(.subject) } ?? true
    }
  }

  private mutating func append(_ range: Range<Int>, _ turn: Turn, _ number: Int) {
    let body = trimmed(range)
    if body.isEmpty { return }
    clauses.append(Clause(tokens: body, turn: number, role: turn.role, sentence: sentences))
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while let first = range.first, tokens[first].isMark { range = range.dropFirst() }
    while let last = range.last, tokens[last].isMark { range = range.dropLast() }
    return range
  }

  private mutating func markNegations(in body: Range<Int>) {
    negated.removeAll(keepingCapacity: true)
    var scope = NegationScope()
    for position in body { negated.append(scope.isNegated(tokens[position])) }
  }

  /// Whether a clause may begin at `position`: a new clause does begin there, and no negation reaches across.
  private func canCut(_ position: Int, _ body: Range<Int>, _ start: Int) -> Bool {
    guard beginsClause(position, body, start) else { return false }
    for next in position..<min(position + 4, body.upperBound) {
      let tags = tokens[next].tags
      if tags.has(.negation) { break }
      if negated[next - body.lowerBound] && !tags.has([.common, .mark]) { return false }
    }
    return true
  }

  private func beginsClause(_ position: Int, _ body: Range<Int>, _ start: Int) -> Bool {
    let token = tokens[position]
    let before = tokens[position - 1]
    let next = position + 1 < body.upperBound ? tokens[position + 1] : nil
    let afterNext = position + 2 < body.upperBound ? tokens[position + 2] : nil
    if token.is("okay") || token.is("alright") || token.is("ok") || (token.is("all") && next?.is("right") == true) {
      return !before.tags.has(.leaning) || before.is("'s")
    }
    if before.tags.has([.leaning, .conjunction]) { return false }
    if asking && !(token.tags.has([.yes, .no]) && position - start >= 3) {
      // A question runs on, over its relative clauses, until it is answered or another is asked.
      return (token.is("and") || token.is("or")) && next.map { asks($0, afterNext) } == true
        || asks(token, next) && !before.isMark && position - start >= 4
        || (token.is("so") || token.is("but")) && next.map { beginsStatement($0, afterNext) } == true
    }
    if token.is("now") && before.is("right") { return false }
    if token.is("but") { return true }
    if token.is("because") { return position - start >= 5 }
    if token.is("and") || token.is("so") || token.is("then") || token.is("now") {
      guard let next else { return false }
      if next.is("so") || next.is("then") || next.is("now") { return true }
      if beginsStatement(next, afterNext) { return true }
      if token.is("so") || token.is("now") { return asks(next, afterNext) || next.is("for") || next.is("your") }
      return asks(next, afterNext) || next.is("your") || (next.tags.has(.action) && position - start >= 4)
    }
    if (token.is("for") || token.is("on")) && next?.is("your") == true && position - start >= 6 {
      return afterNext.map { Self.ordinals.contains($0.key) || $0.tags.has([.finding, .body]) && token.is("on") }
        ?? false
    }
    if before.isMark { return beginsStatement(token, next) && !before.isMark(UInt8(ascii: ",")) }
    if Self.nounsBeforeRelatives.contains(before.key) { return false }
    return position - start >= 4 && (beginsStatement(token, next) || asks(token, next))
  }

  /// A subject with its verb: `I'm`, `we will`, `it hurts`, `let's`.
  private func beginsStatement(_ token: Token, _ next: Token?) -> Bool {
    guard let next else { return false }
    if token.tags.has(.subject) {
      // "You" and "it" may be objects: a verb must follow.
      let isObject = token.is("you") || token.is("it")
      return isObject ? next.tags.has(.auxiliary) : !next.tags.has(.conjunction) && !next.isMark
    }
    if token.is("let") { return next.is("'s") || next.is("me") }
    return (token.is("that") || token.is("there") || token.is("here")) && next.is("'s")
  }

  private func asks(at start: Int, _ body: Range<Int>) -> Bool {
    let clause = Trimming.trimmed(tokens, start..<min(start + 12, body.upperBound))
    guard let first = clause.first else { return false }
    return asks(tokens[first], first + 1 < body.upperBound ? tokens[first + 1] : nil)
  }

  /// A question's beginning: `do you`, `any chest`, `how long`.
  private func asks(_ token: Token, _ next: Token?) -> Bool {
    guard let next else { return false }
    if token.is("any") { return true }
    if token.tags.has(.auxiliary) { return next.tags.has([.subject]) || next.is("your") }
    return (token.is("how") || token.is("what")) && (next.tags.has(.auxiliary) || next.is("about") || next.is("long"))
  }

  private static let ordinals: Set<UInt64> = Hash.keys(of: "first second third fourth fifth next last other final")
  private static let nounsBeforeRelatives: Set<UInt64> = Hash.keys(
    of: """
      time day way thing things everything all moment reason medicine medication stuff medicines medications pain symptoms
      problems issues anything something side only kind sort one ones
      what
      """)
}
