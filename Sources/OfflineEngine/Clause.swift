/// The piece of a transcript that is judged, placed and written as a whole.
struct Clause {
  var tokens: Range<Int>
  var turn: Int
  var role: Role
  /// Number of the sentence that it was cut from.
  var sentence: Int
  var isQuestion = false

  /// The section that a heading before it names: its index.
  var bound: Int?

  /// Points for each section, in the order of `Section.allCases`.
  var scores = SIMD4<Int32>()
  /// How much is worth writing down.
  var worth: Int32 = 0
  var section = 0
  var group = Group.none
  var rule = "default"
  var isKept = false
  var frame = Frame.verbatim
  /// The tokens of the answer, for a question that is written with it.
  var answer: Range<Int>?
  /// The tokens of the question, for an answer that says nothing without it.
  var asked: Range<Int>?
}

/// How a clause is written.
enum Frame: Equatable {
  case verbatim
  /// Fixed words before the clause: `Denies` and its like.
  case led(by: String)
  /// Not at all: the answer to a question that is written with it.
  case answer
}

/// The order of sentences within a section.
enum Group: Int, Comparable {
  case complaint, none, allergies, family, social
  case vitals, examination, results
  case followUp

  static func < (left: Group, right: Group) -> Bool { left.rawValue < right.rawValue }
}
