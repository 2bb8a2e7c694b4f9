/// Chooses the clauses that are worth a place in the note, and drops what has been said already.
struct Ranker {
  private let tokens: [Token]
  /// What a clause must be worth to be kept, beside what each of its words costs.
  private let base: Int32
  /// The content words so far, each with a bit for every section that has it.
  private var said: KeyTable<UInt8>
  /// Those of the clause being looked at.
  private var content: [UInt64] = []

  static func keep(_ clauses: inout [Clause], _ tokens: [Token]) {
    var ranker = Ranker(tokens: tokens)
    for index in clauses.indices { clauses[index].isKept = ranker.keeps(clauses[index]) }
    if !clauses.contains(where: \.isKept), let best = best(of: clauses, tokens) { clauses[best].isKept = true }
  }

  /// The longer the visit, the choosier: of a short one nearly all is to the point.
  private init(tokens: [Token]) {
    self.tokens = tokens
    said = KeyTable(absent: 0, expected: 1000)
    let length = Int32(min(tokens.count, Int(Tuning.longVisit)))
    base = Tuning.shortBase + (Tuning.base - Tuning.shortBase) * length / Tuning.longVisit
  }

  private mutating func keeps(_ clause: Clause) -> Bool {
    if clause.isQuestion || clause.frame == .answer { return false }
    let bit = UInt8(1 << clause.section)
    content.removeAll(keepingCapacity: true)
    var words = read(clause.tokens)
    if let asked = clause.asked { words += read(asked) }
    let isLed = clause.frame != .verbatim || clause.asked != nil
    guard clause.worth >= (isLed ? Tuning.ledBase : base) + Tuning.perWord * words else { return false }
    let news = content.count { said[$0] & bit == 0 }
    guard news > 0, news * 100 >= Tuning.news * content.count else { return false }
    for key in content { said[key] |= bit }
    return true
  }

  /// Takes up the content words of a range; how many words it has.
  private mutating func read(_ range: Range<Int>) -> Int32 {
    var words: Int32 = 0
    for position in range where !tokens[position].dropped && !tokens[position].isMark {
      words += 1
      if !tokens[position].tags.has(.common) { content.append(tokens[position].key) }
    }
    return words
  }

  private static func best(of clauses: [Clause], _ tokens: [Token]) -> Int? {
    clauses.indices.filter {
      !clauses[$0].isQuestion && clauses[$0].frame != .answer
        && clauses[$0].tokens.contains { !tokens[$0].tags.has([.common, .mark]) }
    }
    .max { clauses[$0].worth < clauses[$1].worth }
  }
}
