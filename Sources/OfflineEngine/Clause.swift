/// The piece of a transcript that is judged, placed and written as a whole.
///
/// It takes 64 bytes, and copying it copies them and nothing else: a long transcript has hundreds of thousands.
struct Clause {
  /// Points for each section, in the order of `Section.allCases`.
  var scores = SIMD4<Int32>()
  private var words: ShortRange
  private var answerWords = ShortRange()
  private var askedWords = ShortRange()
  let turn: Int32
  /// Number of the sentence that it was cut from.
  let sentence: Int32
  /// How much is worth writing down.
  var worth: Int32 = 0
  var rule = Rule.none
  var role: Role
  var frame = Frame.verbatim
  var group = Group.none
  var isQuestion = false
  var isKept = false
  private var sectionNumber: Int8 = 0
  private var boundNumber: Int8 = -1

  init(tokens: Range<Int>, turn: Int, role: Role, sentence: Int) {
    words = ShortRange(tokens)
    self.turn = Int32(turn)
    self.role = role
    self.sentence = Int32(sentence)
  }

  var tokens: Range<Int> {
    get { words.range }
    set { words = ShortRange(newValue) }
  }

  /// The tokens of the answer, for a question that is written with it.
  var answer: Range<Int>? {
    get { answerWords.range.isEmpty ? nil : answerWords.range }
    set { answerWords = newValue.map(ShortRange.init) ?? ShortRange() }
  }

  /// The tokens of the question, for an answer that says nothing without it.
  var asked: Range<Int>? {
    get { askedWords.range.isEmpty ? nil : askedWords.range }
    set { askedWords = newValue.map(ShortRange.init) ?? ShortRange() }
  }

  var section: Int {
    get { Int(sectionNumber) }
    set { sectionNumber = Int8(newValue) }
  }

  /// The section that a heading before it names: its index.
  var bound: Int? {
    get { boundNumber < 0 ? nil : Int(boundNumber) }
    set { boundNumber = newValue.map { Int8($0) } ?? -1 }
  }
}

/// What placed a clause, as `--explain` names it.
enum Rule: Equatable {
  case none, words, heading
  /// The strongest of its cues, by its number.
  case cue(Int16)

  var name: String {
    switch self {
    case .none: "default"
    case .words: "words"
    case .heading: "heading"
    case .cue(let number): CueIndex.rule(of: Int(number))
    }
  }
}

/// How a clause is written.
enum Frame: Equatable {
  case verbatim
  /// Fixed words before the clause.
  case led(by: Lead)
  /// Not at all: the answer to a question that is written with it.
  case answer
}

/// The fixed words that an answered question is written with.
enum Lead: String {
  case reports = "Reports"
  case denies = "Denies"
  case hasBeen = "Has been"
  case hasNotBeen = "Has not been"
  case has = "Has"
  case hasNever = "Has never"
  case hasNot = "Has not"
  case itHas = "It has"
  case itHasNot = "It has not"
  case itDoes = "It does"
  case itDoesNot = "It does not"
  case itIs = "It is"
  case itIsNot = "It is not"
  case itWas = "It was"
  case itWasNot = "It was not"
  case does = "Does"
  case doesNot = "Does not"
  case did = "Did"
  case didNot = "Did not"
  case isSo = "Is"
  case isNot = "Is not"
  case was = "Was"
  case wasNot = "Was not"
}

/// The order of sentences within a section.
enum Group: Int, Comparable {
  case complaint, none, allergies, family, social
  case vitals, examination, results
  case followUp

  static func < (left: Group, right: Group) -> Bool { left.rawValue < right.rawValue }
}
