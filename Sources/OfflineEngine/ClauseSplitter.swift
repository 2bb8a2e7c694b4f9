/// Cuts turns into sentences, and long or unpunctuated sentences into clauses.
struct ClauseSplitter {
  private let tokens: [Token]
  private let bytes: [UInt8]
  private var clauses: [Clause] = []
  private var sentences = 0
  private var negated: [Bool] = []
  private var boundary: ClauseBoundary

  /// - Parameter cuts: whether sentences are cut into clauses; a dictation's are left whole.
  static func clauses(of turns: [Turn], _ tokens: [Token], _ bytes: [UInt8], cuts: Bool) -> [Clause] {
    var splitter = ClauseSplitter(tokens: tokens, bytes: bytes)
    for (number, turn) in turns.enumerated() { splitter.split(turn, number, cuts) }
    return splitter.clauses
  }

  private init(tokens: [Token], bytes: [UInt8]) {
    self.tokens = tokens
    self.bytes = bytes
    clauses.reserveCapacity(tokens.count / 8)
    boundary = ClauseBoundary(tokens: tokens, body: 0..<0)
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
    // "Seven . five" is a number said in parts.
    if token.spaced, position > turn.lowerBound, tokens[position - 1].tags.has(.number),
      tokens[position + 1].tags.has(.number)
    {
      return false
    }
    guard position > turn.lowerBound else { return true }
    let before = tokens[position - 1]
    let isInitial =
      before.end - before.start == 1 && before.spaced && !before.tags.has(.number) && !before.is("i") && !token.spaced
    if position - 2 > turn.lowerBound, before.end - before.start == 1, !before.spaced,
      tokens[position - 2].isMark(UInt8(ascii: "."))
    {
      // Within "p.o." and its like; a capital after it begins a sentence.
      let next = bytes[tokens[position + 1].start]
      return next >= UInt8(ascii: "A") && next <= UInt8(ascii: "Z")
    }
    return !isInitial && !Self.abbreviations.contains(before.key)
  }

  private static let abbreviations = WordSet(
    "dr mr mrs ms st vs jr sr approx etc")

  private mutating func add(_ sentence: Range<Int>, _ turn: Turn, _ number: Int, _ cuts: Bool) {
    let body = trimmed(sentence)
    if body.isEmpty { return }
    sentences += 1
    let isQuestion = sentence.last.map { tokens[$0].isMark(UInt8(ascii: "?")) } ?? false
    var start = body.lowerBound
    if cuts && body.count > 7 {
      boundary = ClauseBoundary(tokens: tokens, body: body)
      negated.removeAll(keepingCapacity: true)
      for position in body.dropFirst(1) where position > start && canCut(position, body) {
        append(start..<position, turn, number)
        start = position
        boundary.begin(at: start)
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
    var scope = NegationScope()
    for position in body {
      negated.append(
        scope.isNegated(tokens[position], before: position + 1 < body.upperBound ? tokens[position + 1] : nil))
    }
  }

  /// Whether a new start after a pause begins at `position`, within the reach of a negation that was said before it.
  private func resumes(_ position: Int, _ body: Range<Int>) -> Bool {
    tokens[position - 1].isMark(UInt8(ascii: "~")) && tokens[position].tags.has([.subject, .action])
      && tokens[max(body.lowerBound, position - 12)..<position].contains { $0.tags.has(.negation) }
  }

  /// Whether a clause may begin at `position`: a new clause does begin there, and no negation reaches across.
  private mutating func canCut(_ position: Int, _ body: Range<Int>) -> Bool {
    if resumes(position, body) { return true }
    guard boundary.isHere(position) else { return false }
    if negated.isEmpty { markNegations(in: body) }
    for next in position..<min(position + 9, body.upperBound) {
      let tags = tokens[next].tags
      if tags.has(.negation) { break }
      if !tags.has([.common, .mark]) { return !negated[next - body.lowerBound] }
    }
    return true
  }
}
