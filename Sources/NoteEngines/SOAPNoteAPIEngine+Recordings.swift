internal import HTTPStreaming
package import Notes

extension SOAPNoteAPIEngine {
  /// Sends the recording by `PUT /v1/note/audio`; the answer is the note, or a job to ask after.
  package func note(
    of recording: Recording, into sink: any NoteSink, progress: @escaping @Sendable (Recording.Stage) -> Void
  ) async throws(EngineError) -> Completion {
    let file = try AudioFile(recording.path.value, limit: upstream.audioBytes)
    let meter = UploadMeter(progress)
    let request = try UpstreamRequest.upload(recording, file, upstream, progress: meter.sent)
    let attempts = Attempts(upstream, clock: clock, sink: sink)
    let (answer, uploads) = try await upload(request, meter, attempts)
    do throws(EngineError) {
      guard meter.isWhole else {
        throw EngineError(
          .connectionLost,
          "\(UpstreamRequest.name) answered before it had the whole recording, so its answer was not used. Try again.")
      }
      let job = try JobAnswer(answer.body, name: UpstreamRequest.name)
      guard let id = job.id, job.isAtWork || answer.status == 202 && job.state != .failed else {
        return try complete(answer.body, .recording, uploads, into: sink)
      }
      let wait = Duration.milliseconds(answer.retryAfterMs ?? 0)
      return try await RecordingJob(
        id: id, noteID: job.noteID, engine: self, attempts: attempts, firstWait: wait, progress: progress
      ).completion(uploads, into: sink)
    } catch {
      var error = error
      error.attempts = max(error.attempts, uploads)
      throw error
    }
  }

  private func upload(
    _ request: HTTPRequest, _ meter: UploadMeter, _ attempts: Attempts
  ) async throws(EngineError) -> (value: AnswerReceiver.Answer, attempts: Int) {
    do throws(EngineError) {
      return try await attempts.make(request, repeats: { !Self.mayBeTaken(after: $0, meter) }) {
        await receiver(.recording, accepting: [200, 201, 202]).run($0, on: client)
      }
    } catch {
      guard Self.mayBeTaken(after: error, meter) else { throw error }
      var error = error
      let advice = " Try again."
      if error.message.hasSuffix(advice) { error.message.removeLast(advice.count) }
      error.message +=
        " The whole recording had been sent by then, so a note of it may be in the making: sending it again may be charged "
        + "for once more."
      throw error
    }
  }

  /// A recording that the upstream may have got as a whole, without a word of what becomes of it, may be worked on and
  /// charged for: whether to send it again is for the user to say.
  private static func mayBeTaken(after error: EngineError, _ meter: UploadMeter) -> Bool {
    switch error.reason {
    case .connectionLost, .timeout: meter.isWhole
    default: false
    }
  }
}
