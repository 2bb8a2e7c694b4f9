package import HTTPStreaming
package import Notes

/// The SOAPNoteAPI: `POST {base}/v1/stream/note`, answered by a stream of events.
package struct SOAPNoteAPIEngine: NoteEngine {
  package let name = "soapnoteapi"

  private let upstream: Upstream
  private let client: any HTTPClient
  private let clock: any Clock<Duration>

  /// `clock` times the waits between attempts.
  package init(_ upstream: Upstream, client: any HTTPClient, clock: any Clock<Duration> = ContinuousClock()) {
    self.upstream = upstream
    self.client = client
    self.clock = clock
  }

  /// Makes attempts until one is complete or the policy gives up; an attempt is complete only with `[DONE]`.
  package func generate(_ encounter: Encounter, into sink: any NoteSink) async throws(EngineError) -> Completion {
    var request = try UpstreamRequest.stream(encounter, upstream)
    let deadline = upstream.timeouts.total.map { ContinuousClock.now + $0 }
    var attempt = 1
    while true {
      request.limits.total = deadline.map { max($0 - .now, .zero) }
      let receiver = StreamReceiver(sink: sink, eventBytes: upstream.eventBytes, name: UpstreamRequest.name)
      switch await receiver.run(request, on: client) {
      case .success(let malformedEvents):
        return Completion(attempts: attempt, warnings: warnings(malformedEvents))
      case .failure(var error):
        error.attempts = attempt
        guard !Task.isCancelled else { throw .cancelled }
        let delay = upstream.retry.delay(
          after: error, attempt: attempt, jitter: .random(in: 0...1), remaining: deadline.map { $0 - .now })
        guard let delay, sink.allowsRestart else { throw error }
        attempt += 1
        sink.restart(attempt: attempt, maxAttempts: upstream.retry.maxAttempts, reason: error.reason, delay: delay)
        try await wait(delay)
      }
    }
  }

  private func wait(_ delay: Duration) async throws(EngineError) {
    do { try await clock.sleep(for: delay) } catch { throw .cancelled }
  }

  private func warnings(_ malformedEvents: Int) -> [String] {
    switch malformedEvents {
    case 0: []
    case 1: ["1 malformed event skipped"]
    default: ["\(malformedEvents) malformed events skipped"]
    }
  }
}
