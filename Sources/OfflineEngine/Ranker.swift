/// Chooses the clauses that are worth a place in the note, and drops what has been said already.
enum Ranker {
  static func keep(_ clauses: inout [Clause], _ tokens: [Token]) {
    var said: [Set<UInt64>] = Array(repeating: [], count: 4)
    for index in clauses.indices {
      let clause = clauses[index]
      if clause.isQuestion || clause.frame == .answer { continue }
      var words: Int32 = 0
      var content: [UInt64] = []
      var news: Int32 = 0
      for position in clause.tokens {
        let token = tokens[position]
        if token.dropped || token.isMark { continue }
        words += 1
        if !token.tags.has(.common) {
          content.append(token.key)
          if !said[clause.section].contains(token.key) { news += 1 }
        }
      }
      guard content.count >= (clause.frame == .verbatim ? 2 : 1), news > 0 else { continue }
      let isLed = clause.frame != .verbatim
      clauses[index].isKept =
        clause.worth * 10 >= (isLed ? 10 : Tuning.base) + Tuning.perWord * words
        && Int(news) * 100 >= Tuning.news * content.count
      if clauses[index].isKept { said[clause.section].formUnion(content) }
    }
  }
}

enum Tuning {
  static let base: Int32 = 30
  static let perWord: Int32 = 2
  static let news = 30
}
