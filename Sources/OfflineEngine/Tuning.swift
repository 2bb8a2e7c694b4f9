/// The few numbers that decide how much is written.
enum Tuning {
  /// What a clause of a long visit must be worth (see `Worth`), and one of the shortest visit.
  static let base: Int32 = 50
  static let shortBase: Int32 = 12
  /// From how many tokens on a visit is long.
  static let longVisit: Int32 = 600
  /// What each word of a clause costs.
  static let perWord: Int32 = 2
  /// What an answered question must be worth, however long the visit.
  static let ledBase: Int32 = 10
  /// Per cent of a clause's content words that must be new to its section.
  static let news: Int = 30
  /// Added to the worth of an open answer to a clinical question.
  static let answered: Int32 = 30
  /// What a word is worth that the lexicon does not know: rather a content word than not.
  static let unknown: Int32 = 8
  /// What each point of a cue's worth counts, and how many of a clause's points count.
  static let perCue: Int32 = 6
  static let mostCues: Int32 = 3
}
