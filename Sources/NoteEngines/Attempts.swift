internal import HTTPStreaming
internal import Notes

/// One request to the upstream with a key, made again until it succeeds or the policy gives up.
struct Attempts {
  let upstream: Upstream
  let clock: any Clock<Duration>

  /// Fetches the key and makes `request` by `attempt`. A failure is made good by another attempt only where `sink`
  /// allows it, which is told to begin anew. Throws the last attempt's failure, with the number of attempts.
  func make<Value>(
    _ request: HTTPRequest, for sink: any NoteSink, by attempt: (HTTPRequest) async -> Result<Value, EngineError>
  ) async throws(EngineError) -> (value: Value, attempts: Int) {
    let deadline = upstream.timeouts.total.map { ContinuousClock.now + $0 }
    guard let keys = upstream.keys else { throw .noKey }
    let key = try await keys.key()
    var request = request
    request.headers.append((name: "Authorization", value: "Bearer \(key.value)"))
    var number = 1
    while true {
      // A request that was cancelled before it began must not reach the upstream.
      guard !Task.isCancelled else { throw .cancelled }
      request.limits.total = deadline.map { max($0 - .now, .zero) }
      switch await attempt(request) {
      case .success(let value):
        return (value, number)
      case .failure(var error):
        error.attempts = number
        guard !Task.isCancelled else { throw .cancelled }
        if error.httpStatus == 401 { keys.reject(key) }
        let delay = upstream.retry.delay(
          after: error, attempt: number, jitter: .random(in: 0...1), remaining: deadline.map { $0 - .now })
        guard let delay, sink.allowsRestart else { throw error }
        number += 1
        sink.restart(attempt: number, maxAttempts: upstream.retry.maxAttempts, reason: error.reason, delay: delay)
        do { try await clock.sleep(for: delay) } catch { throw .cancelled }
      }
    }
  }
}
