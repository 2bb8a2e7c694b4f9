/// Finds who speaks where labels do not tell, or are swapped.
enum Speakers {
  /// Names speakers whose labels give no role: the clinician is who asks and says `you`, the patient who says `I`. Where
  /// that is not clear they stay unknown, save one who speaks with a known clinician or patient alone.
  static func name(_ turns: inout [Turn], _ tokens: [Token]) {
    var leaning: [UInt64: (points: Int, words: Int)] = [:]
    var known: Set<Role> = []
    for turn in turns {
      guard let speaker = turn.speaker else {
        if turn.role != .unknown { known.insert(turn.role) }
        continue
      }
      let points = turn.tokens.reduce(0) { $0 + lean(tokens[$1]) }
      leaning[speaker, default: (0, 0)].points += points
      leaning[speaker, default: (0, 0)].words += turn.tokens.count
    }
    if leaning.count == 1, known == [.clinician] || known == [.patient] {
      for index in turns.indices where turns[index].speaker != nil {
        turns[index].role = known == [.clinician] ? .patient : .clinician
      }
      return
    }
    // Who says little leans little.
    let rates = leaning.mapValues { $0.points * 1000 / ($0.words + 50) }
    guard let highest = rates.values.max() else { return }
    let others = rates.filter { highest - $0.value >= clear }
    guard !others.isEmpty else { return }
    for index in turns.indices {
      guard let speaker = turns[index].speaker, let rate = rates[speaker] else { continue }
      if rate == highest { turns[index].role = .clinician }
      if others[speaker] != nil { turns[index].role = .patient }
    }
  }

  /// How much a word leans to the clinician.
  private static func lean(_ token: Token) -> Int {
    if token.isMark(UInt8(ascii: "?")) { return 2 }
    if token.tags.has(.secondPerson) { return 1 }
    return token.is("i") || token.is("my") || token.is("me") ? -1 : 0
  }

  /// How far a patient's rate lies below the clinician's, in points for a thousand words or so.
  private static let clear = 40

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
