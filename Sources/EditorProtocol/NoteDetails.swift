package import JSONRPC
package import Notes

/// What a result says of a note beside its text.
package struct NoteDetails: Codable, Sendable {
  package struct Timing: Codable, Sendable, Equatable {
    /// From the request to the first text; missing when there was none.
    package var firstChunkMs: Int?
    package var totalMs: Int

    package init(firstChunkMs: Int?, totalMs: Int) {
      self.firstChunkMs = firstChunkMs
      self.totalMs = totalMs
    }
  }

  package var engine: String
  package var specialty: String
  package var attempts: Int
  /// Where each sentence of an offline note comes from.
  package var evidence: [Completion.Evidence]?
  package var noteId: String?
  package var createdAt: String?
  package var expiresAt: String?
  package var billingCodes: JSONValue?
  package var patientSummary: JSONValue?
  /// What else the upstream's answer holds.
  package var extra: [String: JSONValue]?
  package var timing: Timing
  package var warnings: [String]?

  package init(engine: String, specialty: String, completion: Completion, timing: Timing) {
    self.engine = engine
    self.specialty = specialty
    attempts = completion.attempts
    evidence = completion.evidence
    warnings = completion.warnings.isEmpty ? nil : completion.warnings
    self.timing = timing
  }
}
