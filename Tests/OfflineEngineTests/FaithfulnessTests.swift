import Testing

@testable import OfflineEngine

/// Nothing is added, changed or moved: each sentence is held against the places of the transcript that it stands on.
@Suite struct `Faithfulness` {
  @Test(arguments: Visits.all)
  func `each sentence says what its sources say, and no less`(transcript: String) {
    check(transcript)
  }

  @Test(arguments: 0..<200)
  func `turns in any order, cut anywhere, keep it so`(seed: Int) {
    var random = Sequential(seed: UInt64(seed))
    var lines = Visits.all.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }
    for index in lines.indices { lines.swapAt(index, Int(random.next() % UInt64(lines.count))) }
    let text = lines.prefix(40).joined(separator: "\n")
    check(String(text.dropLast(Int(random.next() % 30))))
  }

  private func check(_ transcript: String) {
    let bytes = Array(transcript.utf8)
    for part in Draft(transcript: transcript).sections {
      for sentence in part.sentences {
        #expect(!sentence.text.hasSuffix("?") && !sentence.text.contains("\n"))
        let label = sentence.text.prefix { $0 != ":" }.lowercased()
        #expect(!["subjective", "objective", "assessment", "plan", "assessment and plan"].contains(label))
        let sources = sentence.sources.map { words(of: String(decoding: bytes[$0], as: UTF8.self)) }
        var written = words(of: sentence.text)
        var isLed = false
        if let lead = leads.first(where: { written.starts(with: $0.words) && sources.count == 2 }) {
          written.removeFirst(lead.words.count)
          isLed = true
          let answer = Set(sources[1])
          #expect(lead.denies == !answer.isDisjoint(with: denials), "\(sentence.text) answers \(sources[1])")
        }
        let source = sources.joined()
        for word in written where !source.contains(word) {
          Issue.record("\(word) is not in the source of: \(sentence.text)")
        }
        let clause = isLed ? sources[0] : Array(source)
        for word in clause where denials.contains(word) || word.contains(where: \.isNumber) || sides.contains(word) {
          #expect(written.contains(word), "\(word) was dropped from: \(sentence.text)")
        }
      }
    }
  }

  /// Lower-case words; contractions and tokenised halves alike.
  private func words(of text: String) -> [String] {
    text.lowercased().replacing("n't", with: " n't").replacing("gonna", with: "gon na").replacing("'", with: " '")
      .split { !($0.isLetter || $0.isNumber || $0 == "'" || $0 == "%") }.map(String.init)
      .filter { !["um", "uh", "n", "'t", "t"].contains($0) }
  }

  private let denials: Set = ["no", "not", "never", "nope", "without", "none", "denies", "nothing"]
  private let sides: Set = ["left", "right", "both", "bilateral", "bilaterally"]
  private let leads: [(words: [String], denies: Bool)] = [
    (["has", "never"], true), (["has", "not", "been"], true), (["has", "not"], true), (["it", "has", "not"], true),
    (["it", "does", "not"], true), (["it", "is", "not"], true), (["it", "was", "not"], true), (["does", "not"], true),
    (["did", "not"], true), (["is", "not"], true), (["was", "not"], true), (["denies"], true), (["reports"], false),
    (["has", "been"], false), (["has"], false), (["it", "has"], false), (["it", "does"], false), (["it", "is"], false),
    (["it", "was"], false), (["does"], false), (["did"], false), (["is"], false), (["was"], false),
  ]
}

/// A small random sequence, the same on every run.
struct Sequential: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 17
  }
}
