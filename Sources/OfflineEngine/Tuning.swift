/// The few numbers that decide how much is written.
enum Tuning {
  static let base: Int32 = 50
  static let shortBase: Int32 = 10
  static let perWord: Int32 = 2
  static let shortPerWord: Int32 = 0
  static let longVisit: Int32 = 600
  static let ledBase: Int32 = 10
  /// Per cent of a clause's content words that must be new to its section.
  static let news: Int = 30
  /// Added to the worth of an open answer to a clinical question.
  static let answered: Int32 = 30
  static let unknown: Int32 = 8
  static let perCue: Int32 = 6
  static let mostCues: Int32 = 3
}
