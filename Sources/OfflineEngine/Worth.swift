/// How much a word of each kind makes a sentence worth writing.
enum Worth {
  static func of(_ tags: Tags) -> Int32 {
    if tags.has(.common) { return 0 }
    if tags == [] { return Tuning.unknown }
    if tags.has(.disease) { return 40 }
    if tags.has([.test, .finding, .specialist, .drug, .body, .outcome, .allergy]) { return 32 }
    if tags.has([.procedure, .therapy, .vital, .symptom]) { return 28 }
    if tags.has([.period, .side, .social, .digits]) { return 20 }
    if tags.has([.frequency, .action, .course, .reporting]) { return 15 }
    if tags.has([.unit, .relative]) { return 12 }
    if tags.has(.number) { return 6 }
    return tags.has(.chat) ? -40 : 0
  }
}
