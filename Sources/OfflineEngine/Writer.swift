/// Writes kept clauses: verbatim but for fillers, stutters and the spaces of tokenised text.
struct Writer {
  private let tokens: [Token]
  private let bytes: [UInt8]

  /// The text of the sentence at hand.
  private var text: [UInt8] = []

  private init(tokens: [Token], bytes: [UInt8]) {
    self.tokens = tokens
    self.bytes = bytes
  }

  static func sections(_ clauses: [Clause], _ tokens: [Token], _ bytes: [UInt8]) -> [WrittenSection] {
    var writer = Writer(tokens: tokens, bytes: bytes)
    var sections = Array(repeating: WrittenSection(), count: 4)
    for clause in clauses where clause.isKept {
      if let sentence = writer.write(clause) { sections[clause.section].append(writer.text, sentence) }
    }
    return sections
  }

  /// Leaves the clause's sentence in `text`, if there is any.
  private mutating func write(_ clause: Clause) -> WrittenSection.Sentence? {
    let range = Trimming.trimmed(tokens, clause.tokens)
    guard let first = range.first, let last = range.last else { return nil }
    text.removeAll(keepingCapacity: true)
    var sentence = WrittenSection.Sentence(worth: clause.worth, rule: clause.rule)
    if case .led(let lead) = clause.frame { text += lead.rawValue.utf8 }
    if let asked = clause.asked {
      write(asked)
      text.append(UInt8(ascii: ":"))
      sentence.asked = source(asked)
    }
    if text.isEmpty { writeSymbols(before: first) }
    write(range)
    guard !text.isEmpty else { return nil }
    writeSymbols(after: last)
    if text[0] >= 0x61 && text[0] <= 0x7A { text[0] &= 0xDF }
    text.append(UInt8(ascii: "."))
    sentence.said = source(range)
    if let answer = clause.answer { sentence.answer = source(answer) }
    return sentence
  }

  /// The bytes of the transcript from a range's first token to its last; it is not empty.
  private func source(_ range: Range<Int>) -> ShortRange {
    ShortRange(tokens[range.lowerBound].start..<tokens[range.upperBound - 1].end)
  }

  /// Symbols that belong to the first word: the sign of a number, an opening bracket or quote.
  private mutating func writeSymbols(before first: Int) {
    let end = tokens[first].start
    var start = end
    while start > 0, start > (first > 0 ? tokens[first - 1].end : 0), !bytes[start - 1].isSpace { start -= 1 }
    text += bytes[start..<end].filter { $0 != UInt8(ascii: "]") }
  }

  /// Symbols that belong to the last word: a closing bracket or quote, a plus.
  private mutating func writeSymbols(after last: Int) {
    var index = tokens[last].end
    let limit = last + 1 < tokens.count ? tokens[last + 1].start : bytes.count
    while index < limit, !bytes[index].isSpace, bytes[index] != UInt8(ascii: "-") {
      text.append(bytes[index])
      index += 1
    }
  }

  private mutating func write(_ range: Range<Int>) {
    var spaced = !text.isEmpty
    var position = range.lowerBound
    while position < range.upperBound {
      defer { position += 1 }
      if position > range.lowerBound { writeGap(position, &spaced) }
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
  private mutating func writeGap(_ position: Int, _ spaced: inout Bool) {
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
