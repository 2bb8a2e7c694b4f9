/// Finds where a new clause begins within a sentence, or within a speaker's whole turn where nothing was punctuated.
struct ClauseBoundary {
  private let tokens: [Token]
  private let body: Range<Int>
  /// Where the clause being read begins, whether it asks, and up to where its topic keeps it whole.
  private var start: Int
  private var asking = false
  private var isConditional = false
  private var topicEnd = 0

  init(tokens: [Token], body: Range<Int>) {
    self.tokens = tokens
    self.body = body
    start = body.lowerBound
    begin(at: start)
  }

  /// Notes that a clause begins at `position`.
  mutating func begin(at position: Int) {
    start = position
    let clause = Trimming.trimmed(tokens, start..<min(start + 12, body.upperBound))
    asking = clause.first.map { asks($0) } ?? false
    isConditional = clause.first.map { Self.conditions.contains(tokens[$0].key) } ?? false
    topicEnd = clause.first.flatMap { topic(at: $0) } ?? 0
  }

  /// Clauses begin with small words.
  @inline(__always)
  func isHere(_ position: Int) -> Bool { tokens[position].tags.has(.common) && begins(at: position) }

  private func begins(at position: Int) -> Bool {
    let token = tokens[position]
    let before = tokens[position - 1]
    if token.is("okay") || token.is("alright") || token.is("ok") || token.is("all") && isWord(position + 1, "right") {
      return !before.tags.has(.leaning) || before.is("'s")
    }
    if hasAnswered(before: position) && (asks(position) || states(position)) { return true }
    if before.is("that") || before.is("this"), token.tags.has(.auxiliary), isWord(position + 1, "you") { return true }
    if before.tags.has([.leaning, .conjunction]) || position <= topicEnd { return false }
    if asking { return answers(position) || endsQuestion(position) }
    if token.is("now") && before.is("right") { return false }
    if isTold(position) { return false }
    if token.is("but") { return !isElliptic(position + 1) }
    if token.is("because") { return position - start >= 5 }
    if token.is("and") || token.is("so") || token.is("then") || token.is("now") { return joins(position) }
    if token.is("for") || token.is("on"), position - start >= 4, topic(at: position) != nil { return true }
    if before.isMark { return states(position) && !before.isMark(UInt8(ascii: ",")) }
    guard position - start >= 4, states(position) || asks(position) else { return false }
    return !Self.nounsBeforeRelatives.contains(before.key) && !followsIndication(position) && !hangs(position)
  }

  /// Whether what begins at `position` was told by someone: `my friend told me …`.
  private func isTold(_ position: Int) -> Bool {
    position - 2 >= start && Self.told.contains(tokens[position - 2].key)
      && Self.objects.contains(tokens[position - 1].key)
  }

  /// Whether what follows a `but` says nothing without what stands before it: `not the right`, `it does when I walk`.
  private func isElliptic(_ position: Int) -> Bool {
    guard position < body.upperBound else { return true }
    if tokens[position].tags.has(.negation) || tokens[position].is("only") || tokens[position].is("just") {
      return true
    }
    guard tokens[position].tags.has(.subject), position + 1 < body.upperBound,
      Self.proverbs.contains(tokens[position + 1].key)
    else { return false }
    guard position + 2 < body.upperBound else { return true }
    let next = tokens[position + 2]
    return next.isMark || Self.conditions.contains(next.key) || Self.circumstances.contains(next.key)
  }

  /// A conjunction joins clauses where a statement or a question follows, and else only words.
  private func joins(_ position: Int) -> Bool {
    let token = tokens[position]
    let next = position + 1
    guard next < body.upperBound else { return false }
    if tokens[next].is("so") || tokens[next].is("then") || tokens[next].is("now") {
      return states(next + 1) || asks(next + 1) || topic(at: next + 1) != nil
    }
    if token.is("and") && isConditional { return false }
    if states(next) || asks(next) || topic(at: next) != nil { return true }
    if token.is("so") || token.is("now") { return tokens[next].is("for") || tokens[next].is("your") }
    return tokens[next].is("your") || tokens[next].tags.has(.action) && position - start >= 4
  }

  /// A yes or no, right after what was asked.
  private func answers(_ position: Int) -> Bool {
    let token = tokens[position]
    return position - start >= 3
      && (token.is("no") || token.is("yes") || token.is("yeah") || token.is("nope") || token.is("yep"))
  }

  /// Whether nothing but a yes or no was said since the clause began.
  private func hasAnswered(before position: Int) -> Bool {
    position - start <= 4 && tokens[start..<position].allSatisfy { $0.tags.has([.yes, .no]) && !$0.is("not") }
  }

  /// A question runs on, over its relative clauses, until another is asked or a statement is joined to it.
  private func endsQuestion(_ position: Int) -> Bool {
    let token = tokens[position]
    if token.is("and") || token.is("or") { return asks(position + 1) }
    if token.is("so") || token.is("but") { return states(position + 1) }
    return asks(position) && !tokens[position - 1].isMark && position - start >= 4
  }

  /// A subject with its verb: `I'm`, `we will`, `let's`, `that's`, `your lungs are`.
  private func states(_ position: Int) -> Bool {
    guard position + 1 < body.upperBound else { return false }
    let token = tokens[position]
    let next = tokens[position + 1]
    if token.tags.has(.subject) {
      // "You" and "it" may be objects: a verb must follow.
      let isObject = token.is("you") || token.is("it") || token.is("there")
      return isObject ? next.tags.has(.auxiliary) : !next.tags.has(.conjunction) && !next.isMark
    }
    if token.is("let") { return next.is("'s") || next.is("me") }
    if token.is("that") || token.is("here") { return next.is("'s") }
    if token.is("this") { return next.is("is") || next.is("was") }
    guard token.is("your") || token.is("my") else { return false }
    for position in position + 2..<max(min(position + 6, body.upperBound), position + 2) {
      if Self.copulas.contains(tokens[position].key) { return true }
      if tokens[position].isMark || tokens[position].tags.has([.conjunction, .leaning]) { return false }
    }
    return false
  }

  /// A question's beginning: `do you`, `any chest`, `how long`.
  private func asks(_ position: Int) -> Bool {
    guard position + 1 < body.upperBound else { return false }
    let token = tokens[position]
    let next = tokens[position + 1]
    if token.is("any") { return !Self.degrees.contains(next.key) }
    if token.is("anybody") || token.is("anyone") { return true }
    if token.is("is") || token.is("does") || token.is("was"), next.is("that"), position + 2 < body.upperBound {
      return Self.checks.contains(tokens[position + 2].key)
    }
    if token.tags.has(.auxiliary) { return next.tags.has(.subject) || next.is("your") }
    return (token.is("how") || token.is("what")) && (next.tags.has(.auxiliary) || next.is("about") || next.is("long"))
  }

  /// Where the statement begins that follows a topic put before it: `for your second problem …`, `on your heart exam …`;
  /// nil where no topic opens at `position`.
  private func topic(at position: Int) -> Int? {
    guard position + 2 < body.upperBound, isWord(position + 1, "your") || isWord(position + 1, "the") else {
      return nil
    }
    let isExam = tokens[position].is("on")
    guard isExam || tokens[position].is("for") else { return nil }
    var isTopic =
      !isExam && Self.ordinals.contains(tokens[position + 2].key) && position + 3 < body.upperBound
      && Self.problems.contains(tokens[position + 3].key)
    for place in position + 2..<min(position + 9, body.upperBound) {
      if isExam && (tokens[place].is("exam") || tokens[place].is("examination")) { isTopic = true }
      if place > position + 2 && isTopic && !tokens[place - 1].tags.has(.leaning) && states(place) { return place }
    }
    return nil
  }

  /// Whether `position` comes right after `for your back pain`: what the phrase belongs to cannot be told.
  private func followsIndication(_ position: Int) -> Bool {
    var place = position - 1
    while place > start, position - place <= 5 {
      if tokens[place].is("for") { return isWord(place + 1, "your") || isWord(place + 1, "the") }
      if tokens[place].isMark || tokens[place].tags.has(.auxiliary) { return false }
      place -= 1
    }
    return false
  }

  /// Whether what begins at `position` may hang on a condition said just before: it must never stand without it.
  private func hangs(_ position: Int) -> Bool {
    tokens[max(start, position - 16)..<position].contains { Self.conditions.contains($0.key) }
  }

  private func isWord(_ position: Int, _ word: StaticString) -> Bool {
    position < body.upperBound && tokens[position].is(word)
  }

  private static let ordinals = WordSet(
    "first second third fourth fifth next last other final")
  private static let problems = WordSet(
    "problem issue concern one thing diagnosis")
  /// What `is that …` asks after a statement.
  private static let checks = WordSet(
    "correct right okay ok true fair painful uncomfortable hurt tender something")
  private static let conditions = WordSet(
    "if unless when whenever until till")
  private static let told = WordSet("told tells warned assured reminded informed promised texted")
  private static let objects = WordSet("me him her us them you")
  private static let proverbs = WordSet("do does did is are was were have has had can could will would")
  private static let circumstances = WordSet("with at in on after before during now then sometimes here there today")
  /// `any more` asks for nothing.
  private static let degrees = WordSet("more longer further better worse way time")
  private static let copulas = WordSet(
    "is are was were 's looks look sounds sound shows show")
  private static let nounsBeforeRelatives = WordSet(
    """
    time day way thing things everything all moment reason medicine medication stuff medicines medications pain symptoms
    problems issues anything something side only kind sort one ones what
    """)
}
