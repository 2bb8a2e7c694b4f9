/// Stands for the offline engine.
@Sendable func draft(_ transcript: String) -> String {
  "Subjective:\n\(transcript)\n\nObjective:\nNot documented.\n\nAssessment:\nNot documented.\n\nPlan:\nNot documented."
}
