/// Gives turns with swapped labels back to whoever speaks them.
enum Speakers {
  /// Who speaks a turn that is labelled with `role`, by its clauses' features; nil where the label says it.
  ///
  /// It is the clinician where two of its clauses speak to "you" in a clinician's phrases, and the patient where two of
  /// them speak of "my" complaints.
  static func speaker(_ role: Role, _ clauses: [Features]) -> Role? {
    guard role == .patient || role == .clinician, clauses.count >= 2 else { return nil }
    var clinician = 0
    var patient = 0
    for features in clauses {
      let tags = features.tags
      let cues = features.cueScores
      if tags.has(.secondPerson) && !features.saysMy && max(cues[1], cues[2], cues[3]) >= 5 { clinician += 1 }
      if features.saysMy && !tags.has(.secondPerson) && tags.has([.symptom, .body, .drug]) { patient += 1 }
    }
    if role == .patient { return clinician >= 2 && patient == 0 ? .clinician : nil }
    return patient >= 2 && clinician == 0 ? .patient : nil
  }
}
