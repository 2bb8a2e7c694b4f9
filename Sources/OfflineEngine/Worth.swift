/// How much a word of each kind makes a sentence worth writing.
enum Worth {
  static func of(_ tags: Tags) -> Int32 {
    if tags.has(.common) { return 0 }
    if tags == [] { return Tuning.unknown }
    for (kinds, worth) in table where tags.has(kinds) { return worth }
    return 0
  }

  private static let table: [(Tags, Int32)] = [
    (.disease, 40),
    ([.test, .finding, .specialist, .drug, .body, .outcome, .allergy], 32),
    ([.procedure, .therapy, .vital, .symptom], 28),
    ([.period, .side, .social, .digits], 20),
    ([.frequency, .action, .course, .reporting], 15),
    ([.unit, .relative], 12),
    (.number, 6),
    (.chat, -40),
  ]
}
