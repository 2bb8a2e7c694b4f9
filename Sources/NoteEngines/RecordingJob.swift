internal import HTTPStreaming
internal import Notes

/// A note that the upstream makes of a recording, asked after until it is there.
struct RecordingJob {
  private static let shortestWait = Duration.milliseconds(20)
  private static let longestWait = Duration.seconds(10)

  let id: String
  /// The same where the upstream calls it the note's: that of the job alone may not be.
  let noteID: String?
  let engine: SOAPNoteAPIEngine
  let attempts: Attempts
  /// The upstream's wish, given with the job.
  let firstWait: Duration
  let progress: @Sendable (Recording.Stage) -> Void

  /// Writes the complete note into `sink`; it took `uploads` attempts to send the recording. Throws `generationFailed`
  /// when the upstream gave up, `timeout` when the time allowed in all is over; with the note's id, so that it can be
  /// fetched later.
  func completion(_ uploads: Int, into sink: any NoteSink) async throws(EngineError) -> Completion {
    do throws(EngineError) {
      return try engine.complete(try await wait(), .storedNote, id: noteID, uploads, into: sink)
    } catch {
      var error = error
      if error.reason == .timeout {
        error.message =
          "\(UpstreamRequest.name) took the recording, but the note was not complete within the time allowed. It may come "
          + "yet: ask for the note \(id) later, before you send the recording again."
      }
      error.details.append(.init(field: "noteId", message: id))
      throw error
    }
  }

  private func wait() async throws(EngineError) -> [UInt8] {
    var pause = max(engine.upstream.retry.baseDelay * 2, Self.shortestWait)
    try await rest(firstWait)
    // Some pages say to ask for the note itself; that is done where there is no status to be had.
    var hasStatus = true
    while true {
      let (state, answer) = try await hasStatus ? status() : fetch()
      switch state {
      case .completed where hasStatus:
        hasStatus = false
        continue
      case .completed: return answer.body
      case .failed: throw failure(answer)
      case .working(let status): progress(.working(status: status))
      case nil:
        hasStatus = false
        continue
      }
      try await rest(max(pause, .milliseconds(answer.retryAfterMs ?? 0)))
      pause = min(pause * 3 / 2, Self.longestWait)
    }
  }

  private func rest(_ pause: Duration) async throws(EngineError) {
    let remaining = attempts.remaining ?? pause
    try await attempts.wait(min(pause, remaining))
    guard remaining > pause || attempts.remaining == nil else {
      throw EngineError(.timedOut(.total), name: UpstreamRequest.name, subject: .job, hasText: false)
    }
  }

  /// How the job stands; nil where the upstream knows no status of it.
  private func status() async throws(EngineError) -> (JobAnswer.State?, AnswerReceiver.Answer) {
    let answer = try await ask(
      UpstreamRequest.jobStatus(id, engine.upstream), .job, accepting: [200, 201, 202, 404, 405])
    if answer.status >= 400 { return (nil, answer) }
    return (try JobAnswer(answer.body, name: UpstreamRequest.name).state ?? Self.atWork, answer)
  }

  /// The note, or that it is not there yet.
  private func fetch() async throws(EngineError) -> (JobAnswer.State?, AnswerReceiver.Answer) {
    let answer = try await ask(
      UpstreamRequest.storedNote(id, engine.upstream), .storedNote, accepting: [200, 201, 202])
    let job = try JobAnswer(answer.body, name: UpstreamRequest.name)
    if answer.status == 202 { return (job.state == .failed ? .failed : Self.atWork, answer) }
    // A whole note need not say that it is complete.
    return (job.state ?? (job.hasNote ? .completed : Self.atWork), answer)
  }

  private static let atWork = JobAnswer.State.working("processing")

  private func ask(
    _ request: HTTPRequest, _ subject: Subject, accepting statuses: Set<Int>
  ) async throws(EngineError) -> AnswerReceiver.Answer {
    try await attempts.make(request) {
      await engine.receiver(subject, accepting: statuses).run($0, on: engine.client)
    }.value
  }

  private func failure(_ answer: AnswerReceiver.Answer) -> EngineError {
    let said: ErrorBody?
    do throws(EngineError) {
      said = try JobAnswer(answer.body, name: UpstreamRequest.name).failure
    } catch {
      said = nil
    }
    return EngineError(
      .generationFailed,
      "\(UpstreamRequest.name) could not make a note of this recording. Listen whether it can be understood, then try "
        + "again.", upstreamCode: said?.code, details: said?.remarkForDetails ?? [])
  }
}
