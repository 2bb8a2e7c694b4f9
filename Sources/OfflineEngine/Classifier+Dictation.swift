extension Classifier {
  /// Points for a dictated sentence, from its words and from how it is built, beside its cues.
  static func dictated(_ features: Features, _ tokens: [Token], _ sentence: Range<Int>) -> Points {
    let shape = DictatedShape(tokens, sentence)
    let tags = features.tags
    var points = Points(0, 0, 0, 0)
    if tags.has(.symptom) { points[0] += 1 }
    if tags.has([.relative, .social]) { points[0] += 3 }
    if tags.has(.pastVerb) { points[0] += 1 }
    points[1] += min(2 * features.findings, 5)
    if tags.has(.outcome) { points[1] += 1 }
    if tags.has(.vital) && features.numbers > 0 { points[1] += features.words <= 8 ? 7 : 3 }
    if tags.has(.test) && tags.has(.outcome) { points[1] += 3 }
    if shape.isMeasurement { points[1] += 5 }
    if shape.isLabelled && !tags.has(.reporting) && !features.isReviewed { points[1] += 2 }
    points &+= name(features, shape)
    if features.future { points[3] += 3 }
    if tags.has(.action) { points[3] += 2 }
    if shape.denies { points &+= Points(1, 2, 0, 0) }
    if shape.orders { points[3] += 5 }
    if shape.looksAhead { points[3] += 3 }
    // What the patient does and did is told; a plan says what is to be done.
    if shape.tellsOfPatient && !features.future { points &+= Points(3, 0, 1, -3) }
    // Drugs with their doses are what the patient takes, or what is prescribed.
    if tags.has(.drug) { points &+= tags.has([.unit, .frequency]) ? Points(1, -3, 0, 2) : Points(1, -1, 0, 1) }
    if shape.looksBack { points[0] += 3 }
    // Who the patient is is said at the beginning, and once more before the assessment.
    if shape.introduces { points[2] += 5 }
    if shape.first?.tags.has(.system) == true {
      if tags.has(.reporting) || features.isReviewed {
        points &+= Points(8, -5, 0, 0)  // A review of systems, though it reads like findings.
      } else {
        points[1] += features.words <= 5 ? 6 : 3
      }
    }
    return points
  }

  /// An assessment sums up what was told: after the findings, history speaks for it.
  static func summed(_ points: Points) -> Points {
    points &+ Points(0, 0, max(0, min(points[0], 10)) / 2, 0)
  }

  /// A problem is named without a verb: "Right knee osteoarthritis."
  private static func name(_ features: Features, _ shape: DictatedShape) -> Points {
    let tags = features.tags
    let isVerbless = !tags.has([.auxiliary, .subject, .pastVerb])
    guard isVerbless && !shape.isLabelled && !shape.orders && !shape.denies else {
      return Points(0, 0, tags.has(.disease) ? 1 : 0, 0)
    }
    if features.words <= 7 && !tags.has([.negation, .outcome]) {
      return Points(0, 0, tags.has(.disease) ? 9 : tags.has(.symptom) ? 3 : 0, 0)
    }
    // A longer one says how the disease stands; a finding is no name.
    if features.words <= 16 && shape.namesDisease { return Points(0, 0, 6, 0) }
    return Points(0, 0, tags.has(.disease) ? 1 : 0, 0)
  }
}
