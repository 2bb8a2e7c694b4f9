/// A phrase that speaks for a section of the note.
struct Cue {
  var phrase: String
  /// Index of the section in `Section.allCases`.
  var section: Int
  /// How strongly it speaks for the section.
  var points: Int32
  /// How much it makes a sentence worth writing; negative for talk about nothing clinical.
  var worth: Int32
  var group = Group.none
}

/// All cues, found in token sequences by a trie over word hashes.
struct CueIndex {
  private var next: [UInt64: Int32] = [:]
  private var cueAt: [Int32] = [-1]
  private(set) var cues: [Cue] = []
  private var starts: [Bool] = Array(repeating: false, count: 1 << 12)

  static let shared = CueIndex(Cue.all)

  init(_ cues: [Cue]) {
    for cue in cues { add(cue) }
  }

  /// Calls `found` with each longest cue that begins at each position of `range`.
  func scan(_ tokens: [Token], _ range: Range<Int>, _ found: (Cue, Range<Int>) -> Void) {
    var position = range.lowerBound
    while position < range.upperBound {
      if let (cue, end) = longest(tokens, position, range.upperBound) {
        found(cues[cue], position..<end)
      }
      position += 1
    }
  }

  /// The longest cue that begins at `position`, with where it ends; words marked as dropped are passed over.
  func longest(_ tokens: [Token], _ position: Int, _ limit: Int) -> (Int, Int)? {
    guard starts[Self.slot(tokens[position].key)] else { return nil }
    var node: Int32 = 0
    var best: (Int, Int)?
    var at = position
    while at < limit {
      if tokens[at].dropped && at > position {
        at += 1
        continue
      }
      guard let child = next[Self.edge(node, tokens[at].key)] else { break }
      node = child
      at += 1
      if cueAt[Int(node)] >= 0 { best = (Int(cueAt[Int(node)]), at) }
    }
    return best
  }

  private mutating func add(_ cue: Cue) {
    var node: Int32 = 0
    let words = Tokenizer.tokens(of: Array(cue.phrase.utf8))
    guard let first = words.first else { return }
    starts[Self.slot(first.key)] = true
    for word in words {
      let edge = Self.edge(node, word.key)
      if let child = next[edge] {
        node = child
      } else {
        cueAt.append(-1)
        node = Int32(cueAt.count - 1)
        next[edge] = node
      }
    }
    cueAt[Int(node)] = Int32(cues.count)
    cues.append(cue)
  }

  private static func slot(_ key: UInt64) -> Int { Int(truncatingIfNeeded: key ^ (key >> 31)) & 0xFFF }
  private static func edge(_ node: Int32, _ key: UInt64) -> UInt64 {
    key ^ (UInt64(truncatingIfNeeded: node) &* 0x9E37_79B9_7F4A_7C15)
  }
}
