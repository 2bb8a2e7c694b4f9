/// Something that turns an encounter into a note, in pieces as it goes: the SOAPNoteAPI, or the rules of the offline
/// engine.
package protocol NoteEngine: Sendable {
  /// The protocol's name of the engine: `soapnoteapi`, `offline`.
  var name: String { get }

  /// Writes the note into `sink` and returns when it is complete, and only then.
  ///
  /// Cancelling the task ends the work at once: connections are closed, and `EngineError` has reason `cancelled`.
  func generate(_ encounter: Encounter, into sink: any NoteSink) async throws(EngineError) -> Completion

  /// The same where nobody watches: an upstream may make the note in one piece, and `sink` gets it when it is complete.
  func create(_ encounter: Encounter, into sink: any NoteSink) async throws(EngineError) -> Completion
}

extension NoteEngine {
  package func create(_ encounter: Encounter, into sink: any NoteSink) async throws(EngineError) -> Completion {
    try await generate(encounter, into: sink)
  }
}

/// Where an engine writes. Calls come one at a time, from any thread, and never wait for whoever reads the note.
package protocol NoteSink: AnyObject, Sendable {
  /// Appends text that stands inside a JSON string literal, quotes taken off, as it came from the wire.
  ///
  /// `section` is given where the upstream names the section beside the text: the sink then writes the heading.
  func append(escaped: Span<UInt8>, section: SectionName?) -> Acceptance

  /// The same for text that is ASCII without quotes, backslashes and control characters, as most pieces are: no byte of
  /// it needs to be looked at again.
  func append(plain: Span<UInt8>, section: SectionName?) -> Acceptance

  /// Appends UTF-8 text.
  func append(_ text: Span<UInt8>, section: SectionName?) -> Acceptance

  /// Hands on what was appended since the last call, and tells whether the source should be read further; when not,
  /// `onDemand` is called once it should.
  func commit() -> Demand

  /// Whether an attempt that failed may be made again: nothing of it has been shown, or the reader knows `restart`.
  var allowsRestart: Bool { get }

  /// Throws away the text so far: attempt number `attempt` of `maxAttempts` begins after `delay`.
  func restart(attempt: Int, maxAttempts: Int, reason: Reason, delay: Duration)

  /// Registers what to do when `commit` said `.wait` and the reader has caught up. Replaces the one before.
  func onDemand(_ resume: (@Sendable () -> Void)?)
}

extension NoteSink {
  package func append(plain: Span<UInt8>, section: SectionName?) -> Acceptance {
    append(escaped: plain, section: section)
  }
}

package enum Demand: Sendable, Equatable {
  case more, wait
}

/// What became of a piece of text. Unless it is `accepted`, nothing of the note has changed.
package enum Acceptance: Sendable, Equatable {
  case accepted
  /// Not the inside of a JSON string (RFC 8259, section 7), or not UTF-8.
  case malformed
  /// The note would grow over its limit.
  case tooLarge
}

/// What an engine knows of a complete note beside its text.
package struct Completion: Sendable {
  /// A place in a text, in UTF-16 code units, end exclusive.
  package struct Span: Codable, Equatable, Sendable {
    package var start: Int
    package var end: Int

    package init(start: Int, end: Int) {
      self.start = start
      self.end = end
    }
  }

  /// Which part of the transcript a sentence of the note comes from.
  package struct Evidence: Codable, Equatable, Sendable {
    package var note: Span
    package var transcript: Span

    package init(note: Span, transcript: Span) {
      self.note = note
      self.transcript = transcript
    }
  }

  package var attempts: Int
  package var warnings: [String]
  package var evidence: [Evidence]?
  /// The upstream's answer, a JSON object, where the note came in one piece.
  package var answer: Redacted<[UInt8]>?

  package init(
    attempts: Int = 1, warnings: [String] = [], evidence: [Evidence]? = nil, answer: Redacted<[UInt8]>? = nil
  ) {
    self.attempts = attempts
    self.warnings = warnings
    self.evidence = evidence
    self.answer = answer
  }
}
