package import HTTPStreaming
package import Notes

/// The SOAPNoteAPI: `POST {base}/v1/stream/note`, answered by a stream of events, and `POST {base}/v1/note`, answered by
/// a note in one piece.
package struct SOAPNoteAPIEngine: NoteEngine {
  package let name = "soapnoteapi"

  let upstream: Upstream
  let client: any HTTPClient
  let clock: any Clock<Duration>

  /// `clock` times the waits between attempts.
  package init(_ upstream: Upstream, client: any HTTPClient, clock: any Clock<Duration> = ContinuousClock()) {
    self.upstream = upstream
    self.client = client
    self.clock = clock
  }

  /// Makes attempts until one is complete or the policy gives up; an attempt is complete only with `[DONE]`.
  package func generate(_ encounter: Encounter, into sink: any NoteSink) async throws(EngineError) -> Completion {
    let request = try UpstreamRequest.stream(encounter, upstream)
    let (malformedEvents, attempts) = try await Attempts(upstream, clock: clock, sink: sink).make(request) {
      await StreamReceiver(sink: sink, eventBytes: upstream.eventBytes, name: UpstreamRequest.name)
        .run($0, on: client)
    }
    return Completion(attempts: attempts, warnings: warnings(malformedEvents))
  }

  /// Makes the note by `POST /v1/note`; nothing goes into `sink` before the whole answer has proved to be a note.
  package func create(_ encounter: Encounter, into sink: any NoteSink) async throws(EngineError) -> Completion {
    let request = try UpstreamRequest.create(encounter, upstream)
    return try await note(by: request, .note, into: sink)
  }

  /// Makes a request that is answered by a whole note.
  func note(
    by request: HTTPRequest, _ subject: Subject, id: String? = nil, into sink: any NoteSink
  ) async throws(EngineError) -> Completion {
    let (answer, attempts) = try await Attempts(upstream, clock: clock, sink: sink).make(request) {
      await receiver(subject).run($0, on: client)
    }
    return try complete(answer.body, subject, id: id, attempts, into: sink)
  }

  /// Reads an answer as a note, the one called `id` where that is given, and writes it into `sink`.
  func complete(
    _ answer: [UInt8], _ subject: Subject, id: String? = nil, _ attempts: Int, into sink: any NoteSink
  ) throws(EngineError) -> Completion {
    do throws(EngineError) {
      let note = try NoteAnswer(answer, subject, id: id, name: UpstreamRequest.name)
      try note.write(into: sink, name: UpstreamRequest.name)
      return Completion(attempts: attempts, warnings: note.warnings, answer: Redacted(answer))
    } catch {
      var error = error
      error.attempts = attempts
      throw error
    }
  }

  func receiver(_ subject: Subject, accepting accepted: Set<Int> = [200, 201]) -> AnswerReceiver {
    AnswerReceiver(
      limit: upstream.answerBytes, name: UpstreamRequest.name, subject: subject, accepting: accepted)
  }

  private func warnings(_ malformedEvents: Int) -> [String] {
    switch malformedEvents {
    case 0: []
    case 1: ["1 malformed event skipped"]
    default: ["\(malformedEvents) malformed events skipped"]
    }
  }
}
