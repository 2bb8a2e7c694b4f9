/// A phrase that speaks for a section of the note.
struct Cue: Sendable {
  var phrase: String
  /// Index of the section in `Section.allCases`.
  var section: Int
  /// How strongly it speaks for the section.
  var points: Int32
  /// How much it makes a sentence worth writing; negative for talk about nothing clinical.
  var worth: Int32
  var group = Group.none
  /// As `--explain` names it.
  var rule: String { "cue: \(phrase)" }
}

/// All cues, found in token sequences by a trie over word keys.
final class CueIndex: Sendable {
  /// From a node and a word to the next node; 0, the root, where there is none.
  private let edges: KeyTable<Int32>
  /// A bit for each edge, by its hash: most words go on with no cue, which is seen here, in 8 KB that stay near the
  /// processor, before the table is asked.
  private let marks: [UInt64]
  /// The cue that ends at each node, or -1.
  private let ends: [Int32]
  let cues: [Cue]
  private let rules: [String]

  static let shared = CueIndex(Cue.all)
  /// With the phrases of dictated notes, which rule over those of talk.
  static let dictated = CueIndex(Cue.all + Cue.dictated)

  init(_ cues: [Cue]) {
    var edges: [UInt64: Int32] = [:]
    var ends: [Int32] = [-1]
    for (number, cue) in cues.enumerated() {
      var node: Int32 = 0
      for word in Tokenizer.tokens(of: Array(cue.phrase.utf8)) {
        let edge = Self.edge(node, word.key)
        node = edges[edge] ?? Int32(ends.count)
        if edges.updateValue(node, forKey: edge) == nil { ends.append(-1) }
      }
      if node > 0 { ends[Int(node)] = Int32(number) }
    }
    self.edges = KeyTable(edges, absent: 0)
    var marks: [UInt64] = Array(repeating: 0, count: 1024)
    for edge in edges.keys { marks[Self.place(edge).word] |= Self.place(edge).bit }
    self.marks = marks
    self.ends = ends
    self.cues = cues
    rules = cues.map(\.rule)
  }

  /// The rule of a cue, by the number that an index found: the cues of talk have the same numbers in both.
  static func rule(of number: Int) -> String {
    number < shared.rules.count ? shared.rules[number] : dictated.rules[number]
  }

  /// Whether a cue may begin with `token`: for most words it is seen at once that none does.
  func mayBegin(with token: Token) -> Bool {
    let place = Self.place(Self.edge(0, token.key))
    return marks[place.word] & place.bit != 0
  }

  /// The longest cue that begins at `position`, by its number; words marked as dropped are passed over.
  func longest(_ tokens: [Token], _ position: Int, _ limit: Int) -> Int? {
    var node: Int32 = 0
    var best: Int32 = -1
    for place in position..<limit where !tokens[place].dropped {
      let edge = Self.edge(node, tokens[place].key)
      if marks[Self.place(edge).word] & Self.place(edge).bit == 0 { break }
      node = edges[edge]
      if node == 0 { break }
      if ends[Int(node)] >= 0 { best = ends[Int(node)] }
    }
    return best >= 0 ? Int(best) : nil
  }

  private static func place(_ edge: UInt64) -> (word: Int, bit: UInt64) {
    (Int(truncatingIfNeeded: edge >> 54), 1 << (edge >> 48 & 63))
  }

  private static func edge(_ node: Int32, _ key: UInt64) -> UInt64 {
    key ^ (UInt64(truncatingIfNeeded: node) &* 0x9E37_79B9_7F4A_7C15)
  }
}
