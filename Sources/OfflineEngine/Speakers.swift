/// Gives turns with swapped labels back to whoever speaks them.
enum Speakers {
  /// A turn is the clinician's where two of its clauses speak to "you" in a clinician's phrases, and the patient's where
  /// two of them speak of "my" complaints.
  static func unswap(_ clauses: inout [Clause], _ features: [Features]) {
    var start = 0
    while start < clauses.count {
      var end = start
      var clinician = 0
      var patient = 0
      while end < clauses.count && clauses[end].turn == clauses[start].turn {
        let tags = features[end].tags
        let cues = features[end].cueScores
        if tags.has(.secondPerson) && !features[end].saysMy && max(cues[1], cues[2], cues[3]) >= 5 { clinician += 1 }
        if features[end].saysMy && !tags.has(.secondPerson) && tags.has([.symptom, .body, .drug]) { patient += 1 }
        end += 1
      }
      let role = clauses[start].role
      if role == .patient && clinician >= 2 && patient == 0 {
        for index in start..<end { clauses[index].role = .clinician }
      } else if role == .clinician && patient >= 2 && clinician == 0 {
        for index in start..<end { clauses[index].role = .patient }
      }
      start = end
    }
  }
}
