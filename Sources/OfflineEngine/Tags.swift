/// What the lexicon knows of a word: the kinds of thing it can name, and the part it plays in a sentence.
struct Tags: OptionSet, Equatable, Sendable {
  let rawValue: UInt64

  // What a note is about.
  static let symptom = Tags(bit: 0)
  static let disease = Tags(bit: 1)
  static let drug = Tags(bit: 2)
  static let body = Tags(bit: 3)
  /// A word of physical examination: murmur, tenderness, edema.
  static let finding = Tags(bit: 4)
  static let test = Tags(bit: 5)
  /// How a result or a finding turned out: elevated, normal, intact.
  static let outcome = Tags(bit: 6)
  static let vital = Tags(bit: 7)
  static let procedure = Tags(bit: 8)
  static let therapy = Tags(bit: 9)
  /// A unit of dose or measure: milligrams, centimeters.
  static let unit = Tags(bit: 10)
  /// A unit of time: days, weeks.
  static let period = Tags(bit: 11)
  static let number = Tags(bit: 12)
  /// How often: daily, twice.
  static let frequency = Tags(bit: 13)
  static let specialist = Tags(bit: 14)
  static let relative = Tags(bit: 15)
  /// Work, home, tobacco, alcohol.
  static let social = Tags(bit: 16)
  static let allergy = Tags(bit: 17)
  /// Severity and course: sharp, worse, constant.
  static let course = Tags(bit: 18)
  static let side = Tags(bit: 19)

  // What a word does.
  static let negation = Tags(bit: 20)
  static let subject = Tags(bit: 21)
  static let secondPerson = Tags(bit: 23)
  /// What clinicians do next: order, prescribe, refer, continue.
  static let action = Tags(bit: 24)
  /// Verbs of thinking and saying, whose clause runs on: think, know, tell.
  static let mind = Tags(bit: 25)
  static let interrogative = Tags(bit: 26)
  static let auxiliary = Tags(bit: 27)
  /// A word that leans on the next one: no clause begins right after it.
  static let leaning = Tags(bit: 28)
  /// A word that says nothing: um, uh.
  static let filler = Tags(bit: 29)
  /// A word that opens or closes a turn: okay, alright, well.
  static let discourse = Tags(bit: 30)
  /// Small talk: hello, weekend, football.
  static let chat = Tags(bit: 31)
  /// Ends the reach of a negation: but, because.
  static let breaks = Tags(bit: 32)
  static let yes = Tags(bit: 33)
  static let no = Tags(bit: 34)
  /// Carries no content of its own.
  static let common = Tags(bit: 35)
  static let mark = Tags(bit: 36)
  static let pastVerb = Tags(bit: 37)
  static let conjunction = Tags(bit: 38)
  /// Heads a line of an examination: respiratory, neck.
  static let system = Tags(bit: 39)
  /// What a patient does with symptoms in a note: reports, denies.
  static let reporting = Tags(bit: 40)
  /// Left out where it opens a clause: okay, and.
  static let opens = Tags(bit: 42)
  /// Left out where it closes a clause: and, my.
  static let closes = Tags(bit: 43)
  /// Two words slurred into one: gonna.
  static let slurred = Tags(bit: 44)
  /// A number written in digits.
  static let digits = Tags(bit: 41)

  /// Words that make a sentence worth writing down.
  static let clinical: Tags = [
    .symptom, .disease, .drug, .body, .finding, .test, .vital, .procedure, .therapy, .allergy, .specialist,
  ]

  init(rawValue: UInt64) { self.rawValue = rawValue }
  private init(bit: UInt64) { rawValue = 1 << bit }

  /// Whether any of `other`'s tags is among these.
  func has(_ other: Tags) -> Bool { rawValue & other.rawValue != 0 }
}
