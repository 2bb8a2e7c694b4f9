package import Notes

/// Drafts notes by rules alone: no network, no key, no language model.
package struct RuleEngine: NoteEngine {
  package let name = "offline"

  /// What a reader must be told beside the note, never in it.
  package static let notice =
    "Drafted offline by rules, without a language model: review every line against the visit before use."

  package init() {}

  /// Writes the note section by section, a sentence at a time; the sink writes the headings, so that no sentence can be
  /// taken for one.
  ///
  /// Throws `invalidRequest` for a transcript without a word and `cancelled` when the task is cancelled.
  package func generate(_ encounter: Encounter, into sink: any NoteSink) async throws(EngineError) -> Completion {
    let transcript = encounter.transcript.value
    guard transcript.contains(where: { !$0.isWhitespace }) else {
      throw EngineError(.invalidRequest, "The transcript is empty: there is nothing to draft a note from.")
    }
    try Self.checkCancellation()
    let draft = Draft(transcript: transcript)
    var last = Section.allCases.first
    try draft.forEachLine { (section, line) throws(EngineError) in
      try Self.checkCancellation()
      // A whole section is at hand: there is no source to hold back.
      if section != last { _ = sink.commit() }
      last = section
      guard sink.append(line, section: SectionName(section)) == .accepted else {
        throw EngineError(
          .invalidRequest, "The note would be longer than the configured limit. Select less text, then try again.")
      }
    }
    _ = sink.commit()
    return Completion(attempts: 1, warnings: [Self.notice], evidence: draft.evidence)
  }

  private static func checkCancellation() throws(EngineError) {
    if Task.isCancelled { throw EngineError(.cancelled, "The draft was cancelled.", attempts: 1) }
  }
}
