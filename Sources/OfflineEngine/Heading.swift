/// A heading that is dictated or written before a part of the note: `Physical exam.`, `Plan:`.
struct Heading {
  /// Index of the section; nil for `Assessment and plan`, where each sentence finds its own.
  var section: Int?
  var group = Group.none
  /// Holds for its own sentence alone, as `Examination:` does within a list of organ systems.
  var isLabel = false

  /// The heading that a sentence is, or begins with before a colon; with the number of tokens that it takes.
  static func find(_ tokens: [Token], _ sentence: Range<Int>) -> (Heading, Int)? {
    guard let first = sentence.first, firstWords.contains(tokens[first].key) else {
      return nil
    }
    var hash: UInt64 = 0
    for position in sentence.prefix(6) {
      if tokens[position].isMark(UInt8(ascii: ":")) {
        let letter = position == first + 1 ? letters[tokens[first].key].map { Heading(section: $0) } : nil
        guard var heading = table[hash] ?? letter else { return nil }
        heading.isLabel = labels.contains(tokens[position - 1].key) && position + 1 < sentence.upperBound
        return (heading, position + 1 - sentence.lowerBound)
      }
      hash = hash &* 31 &+ tokens[position].key
    }
    return sentence.count <= 6 ? table[hash].map { ($0, sentence.count) } : nil
  }

  /// `S:`, `O:`, `A:` and `P:` are headings before a colon alone.
  private static let letters: [UInt64: Int] = [
    Hash.key(of: "s"): 0, Hash.key(of: "o"): 1, Hash.key(of: "a"): 2, Hash.key(of: "p"): 3,
  ]
  private static let labels = WordSet(
    "examination exam findings symptoms impression history treatment results")
  private static let firstWords = WordSet(
    keys: Set(
      rows.flatMap { $0.phrases.split(separator: "|") }.compactMap { phrase in
        Tokenizer.tokens(of: Array(phrase.utf8)).first?.key
      } + letters.keys))

  private static let table: [UInt64: Heading] = {
    var table: [UInt64: Heading] = [:]
    for row in rows {
      for phrase in row.phrases.split(separator: "|") {
        let words = Tokenizer.tokens(of: Array(phrase.utf8)).filter { !$0.isMark }
        table[words.reduce(0) { $0 &* 31 &+ $1.key }] = Heading(section: row.section, group: row.group)
      }
    }
    return table
  }()

  private static let rows: [(section: Int?, group: Group, phrases: String)] = [
    (0, .complaint, "chief complaint|cc|presenting complaint|reason for visit|presenting problem"),
    (
      0, .none,
      "history of present illness|hpi|history|subjective|interval history|history of presenting complaint|history of present complaint"
    ),
    (0, .none, "review of systems|ros|symptoms"),
    (
      0, .none,
      """
      past medical history|medical history|pmh|past history|past surgical history|surgical history|problem list|psh|obstetric history
      """
    ),
    (
      0, .none,
      "medications|current medications|medication|meds|home medications|medication list|medicines|drug history"
    ),
    (0, .allergies, "allergies|allergy|drug allergies"),
    (0, .family, "family history|fh"),
    (0, .social, "social history|sh"),
    (1, .vitals, "vitals|vital signs|vitals reviewed|vital signs reviewed"),
    (1, .examination, "objective|physical exam|physical examination|exam|examination|on exam|on examination|findings"),
    (
      1, .results,
      "results|labs|laboratory|lab results|imaging|imaging results|laboratory data|diagnostics|data reviewed"
    ),
    (2, .none, "assessment|impression|diagnosis|diagnoses|clinical impression|medical decision making"),
    (
      3, .none,
      """
      plan|treatment plan|recommendations|instructions|orders|treatment|disposition|patient instructions
      """
    ),
    (nil, .none, "assessment and plan|assessment plan|impression and plan|plan and assessment|a p"),
  ]
}
