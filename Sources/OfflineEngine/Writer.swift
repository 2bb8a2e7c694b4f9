/// Writes kept clauses: verbatim but for fillers, stutters and the spaces of tokenised text.
struct Writer {
  private let tokens: [Token]
  private let bytes: [UInt8]

  static func sections(_ clauses: [Clause], _ tokens: [Token], _ bytes: [UInt8]) -> [[Draft.Sentence]] {
    let writer = Writer(tokens: tokens, bytes: bytes)
    var sections: [[Draft.Sentence]] = Array(repeating: [], count: 4)
    for clause in clauses {
      if let sentence = writer.sentence(clause) { sections[clause.section].append(sentence) }
    }
    return sections
  }

  private func sentence(_ clause: Clause) -> Draft.Sentence? {
    let range = Trimming.trimmed(tokens, clause.tokens)
    guard let first = range.first, let last = range.last else { return nil }
    var text: [UInt8] = []
    text.reserveCapacity(tokens[last].end - tokens[first].start + 48)
    if case .led(let lead) = clause.frame { text += Array(lead.utf8) }
    var sources: [Range<Int>] = []
    if let asked = clause.asked, let first = asked.first, let last = asked.last {
      write(asked, to: &text)
      text.append(UInt8(ascii: ":"))
      sources.append(tokens[first].start..<tokens[last].end)
    }
    if text.isEmpty { writeSymbols(before: first, to: &text) }
    write(range, to: &text)
    guard !text.isEmpty else { return nil }
    writeSymbols(after: last, to: &text)
    if text[0] >= 0x61 && text[0] <= 0x7A { text[0] &= 0xDF }
    text.append(UInt8(ascii: "."))
    sources.append(tokens[first].start..<tokens[last].end)
    if let answer = clause.answer, let first = answer.first, let last = answer.last {
      sources.append(tokens[first].start..<tokens[last].end)
    }
    return Draft.Sentence(
      text: String(decoding: text, as: UTF8.self), sources: sources, score: Int(clause.worth), rule: clause.rule)
  }

  /// Symbols that belong to the first word: the sign of a number, an opening bracket or quote.
  private func writeSymbols(before first: Int, to text: inout [UInt8]) {
    let end = tokens[first].start
    var start = end
    while start > 0, start > (first > 0 ? tokens[first - 1].end : 0), !bytes[start - 1].isSpace { start -= 1 }
    text += bytes[start..<end].filter { $0 != UInt8(ascii: "]") }
  }

  /// Symbols that belong to the last word: a closing bracket or quote, a plus.
  private func writeSymbols(after last: Int, to text: inout [UInt8]) {
    var index = tokens[last].end
    let limit = last + 1 < tokens.count ? tokens[last + 1].start : bytes.count
    while index < limit, !bytes[index].isSpace, bytes[index] != UInt8(ascii: "-") {
      text.append(bytes[index])
      index += 1
    }
  }

  private func write(_ range: Range<Int>, to text: inout [UInt8]) {
    var spaced = !text.isEmpty
    var position = range.lowerBound
    while position < range.upperBound {
      defer { position += 1 }
      if position > range.lowerBound { writeGap(position, &text, &spaced) }
      let token = tokens[position]
      if token.dropped { continue }
      if token.isMark(UInt8(ascii: ",")) {
        if text.isEmpty || text.last == UInt8(ascii: ",") { continue }
        spaced = false
      }
      if isAttached(position, range) { spaced = false }
      if spaced && !text.isEmpty { text.append(0x20) }
      spaced = false
      if isLoneI(token) {
        text.append(UInt8(ascii: "I"))
        continue
      }
      while position + 1 < range.upperBound, followsPlainly(position + 1, range) { position += 1 }
      text += bytes[token.start..<tokens[position].end]
    }
  }

  private func isLoneI(_ token: Token) -> Bool { token.is("i") && token.end - token.start == 1 }

  /// Whether a token is written just as it stands behind the one before it: nothing or a space is between them.
  private func followsPlainly(_ position: Int, _ range: Range<Int>) -> Bool {
    let token = tokens[position]
    let gap = tokens[position - 1].end
    if token.dropped || isLoneI(token) || token.isMark(UInt8(ascii: ",")) { return false }
    return token.start == gap || token.start == gap + 1 && bytes[gap] == 0x20 && !isAttached(position, range)
  }

  /// What stands between two tokens: nothing, white space, or a symbol that no token holds.
  private func writeGap(_ position: Int, _ text: inout [UInt8], _ spaced: inout Bool) {
    for index in tokens[position - 1].end..<tokens[position].start {
      let byte = bytes[index]
      if byte.isSpace {
        spaced = true
      } else if !tokens[position].dropped && !tokens[position - 1].dropped {
        if spaced { text.append(0x20) }
        spaced = false
        text.append(byte)
      }
    }
  }

  /// Tokenised halves that are written as one: `do n't`, `gon na`, `it 's`.
  private func isAttached(_ position: Int, _ range: Range<Int>) -> Bool {
    let token = tokens[position]
    guard position > range.lowerBound else { return false }
    return token.is("n't") || token.is("na") && tokens[position - 1].tags.has(.auxiliary)
      || token.is("'s") || token.is("'m") || token.is("'re") || token.is("'ve") || token.is("'ll") || token.is("'d")
  }
}
