/// Gives every clause its points for each section, from its words, its speaker and the stage of the visit.
struct Classifier {
  /// Points for S, O, A and P.
  typealias Points = SIMD4<Int32>

  /// A conversation's clauses go where their own words and the stage of the visit point.
  static func classify(_ clauses: inout [Clause], _ tokens: [Token]) {
    var features: [Features] = []  // Of one turn.
    var start = 0
    while start < clauses.count {
      features.removeAll(keepingCapacity: true)
      let turn = clauses[start].turn
      while start + features.count < clauses.count, clauses[start + features.count].turn == turn {
        features.append(Features(tokens, clauses[start + features.count].tokens))
      }
      let role = Speakers.speaker(clauses[start].role, features)
      for (index, features) in zip(start..., features) {
        if let role { clauses[index].role = role }
        judge(&clauses[index], features, tokens, isDictation: false)
      }
      start += features.count
    }
    let stages = Stages.conversation.path(clauses.map(\.scores))
    for index in clauses.indices {
      var points = clauses[index].scores
      points[stages[index]] += 3
      clauses[index].scores = points
      clauses[index].section = clauses[index].bound ?? points.indexOfMax
    }
  }

  static func judge(_ clause: inout Clause, _ features: Features, _ tokens: [Token], isDictation: Bool) {
    var points = features.cueScores.clamped(to: 12)
    points &+=
      isDictation
      ? dictated(features, tokens, Trimming.trimmed(tokens, clause.tokens))
      : spoken(features, clause.role, Trimming.first(tokens, clause.tokens).map { tokens[$0] })
    if clause.frame != .verbatim { points &+= Points(5, 0, 0, 0) }
    clause.scores = points
    clause.group = features.group
    clause.rule = features.rule
    clause.worth += worth(features)
  }

  /// What is worth writing: clinical words, numbers, cues; never small talk.
  private static func worth(_ features: Features) -> Int32 {
    features.worth + Tuning.perCue * max(min(features.cueWorth, Tuning.mostCues), -12)
  }

  private static func spoken(_ features: Features, _ role: Role, _ first: Token?) -> Points {
    let tags = features.tags
    // Labels get swapped: a patient who speaks of "you" may be the clinician.
    if (role == .patient || role == .guest) && !tags.has(.secondPerson) { return Points(6, 0, 0, 0) }
    var points = Points(role == .clinician || role == .unknown && tags.has(.secondPerson) ? 0 : 2, 0, 0, 0)
    points[1] += min(2 * features.findings, 5)
    if tags.has(.outcome) { points[1] += 1 }
    if tags.has(.vital) && features.numbers > 0 { points[1] += 3 }
    if tags.has(.test) && tags.has(.outcome) { points[1] += 2 }
    if first?.is("if") == true { points[3] += 3 }
    if let first, first.tags.has(.action) || imperatives.contains(first.key) { points[3] += 4 }
    if tags.has(.test) && features.numbers > 0 && !features.future { points[1] += 2 }
    if features.future {
      points[3] += 3
      if tags.has([.test, .action, .drug, .therapy, .specialist]) { points[3] += 2 }
    }
    if tags.has(.action) { points[3] += 2 }
    if tags.has(.specialist) { points[3] += 1 }
    if tags.has(.drug) { points[3] += tags.has(.unit) ? 2 : 1 }
    if tags.has(.therapy) { points[3] += 1 }
    if tags.has(.disease) { points[2] += tags.has(.mind) ? 3 : 1 }
    if tags.has(.symptom) { points[0] += 1 }
    if tags.has([.relative, .social]) { points[0] += 1 }
    if tags.has(.pastVerb) && tags.has(.secondPerson) { points[0] += 2 }
    return points
  }

  private static let imperatives = WordSet(
    "take use put keep try drink wear call come stay bring weigh")
}

extension SIMD4<Int32> {
  var indexOfMax: Int {
    var best = 0
    for index in 1..<4 where self[index] > self[best] { best = index }
    return best
  }

  func clamped(to limit: Int32) -> Self {
    pointwiseMin(self, Self(repeating: limit))
  }
}
