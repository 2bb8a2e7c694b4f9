package import JSONRPC
package import Notes

/// A complete note, as the response of a generation.
package struct NoteResult: Codable, Sendable {
  package struct Timing: Codable, Sendable, Equatable {
    /// From the request to the first text; missing when there was none.
    package var firstChunkMs: Int?
    package var totalMs: Int

    package init(firstChunkMs: Int?, totalMs: Int) {
      self.firstChunkMs = firstChunkMs
      self.totalMs = totalMs
    }
  }

  /// The bodies of the sections that the note has, without headings.
  package struct Sections: Codable, Sendable, Equatable {
    package var subjective: String?
    package var objective: String?
    package var assessment: String?
    package var plan: String?

    package init(_ bodies: [Section: String]) {
      subjective = bodies[.subjective]
      objective = bodies[.objective]
      assessment = bodies[.assessment]
      plan = bodies[.plan]
    }
  }

  /// The whole note: all chunk texts since the last restart, joined.
  package var text: String
  package var sections: Sections
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
  package var timing: Timing
  package var warnings: [String]?

  package init(
    text: String, sections: [Section: String], engine: String, specialty: String, completion: Completion, timing: Timing
  ) {
    self.text = text
    self.sections = Sections(sections)
    self.engine = engine
    self.specialty = specialty
    attempts = completion.attempts
    evidence = completion.evidence
    warnings = completion.warnings.isEmpty ? nil : completion.warnings
    self.timing = timing
  }
}
