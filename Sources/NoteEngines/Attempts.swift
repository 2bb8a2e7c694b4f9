internal import HTTPStreaming
internal import Notes

/// Requests to the upstream with a key, each made again until it succeeds or the policy gives up, all within one time.
struct Attempts {
  private let upstream: Upstream
  private let clock: any Clock<Duration>
  private let sink: any NoteSink
  private let deadline: ContinuousClock.Instant?

  /// The time allowed in all begins. `sink` is told when something begins anew.
  init(_ upstream: Upstream, clock: any Clock<Duration>, sink: any NoteSink) {
    self.upstream = upstream
    self.clock = clock
    self.sink = sink
    deadline = upstream.timeouts.total.map { ContinuousClock.now + $0 }
  }

  /// Fetches the key and makes `request` by `attempt`. A failure is made good by another attempt only where the sink and
  /// `repeats` allow it. Throws the last attempt's failure, with the number of attempts.
  func make<Value>(
    _ request: HTTPRequest, repeats: (EngineError) -> Bool = { _ in true },
    by attempt: (HTTPRequest) async -> Result<Value, EngineError>
  ) async throws(EngineError) -> (value: Value, attempts: Int) {
    guard let keys = upstream.keys else { throw .noKey }
    let key = try await keys.key()
    var request = request
    request.headers.append((name: "Authorization", value: "Bearer \(key.value)"))
    var number = 1
    while true {
      // A request that was cancelled before it began must not reach the upstream.
      guard !Task.isCancelled else { throw .cancelled }
      request.limits.total = remaining
      switch await attempt(request) {
      case .success(let value):
        return (value, number)
      case .failure(var error):
        error.attempts = number
        guard !Task.isCancelled else { throw .cancelled }
        if error.httpStatus == 401 { keys.reject(key) }
        let delay = upstream.retry.delay(
          after: error, attempt: number, jitter: .random(in: 0...1), remaining: remaining)
        guard let delay, repeats(error), sink.allowsRestart else { throw error }
        number += 1
        sink.restart(attempt: number, maxAttempts: upstream.retry.maxAttempts, reason: error.reason, delay: delay)
        try await wait(delay)
      }
    }
  }

  /// The time left, never negative; nil without a limit.
  var remaining: Duration? { deadline.map { max($0 - .now, .zero) } }

  /// Throws `cancelled` at once when the task is.
  func wait(_ delay: Duration) async throws(EngineError) {
    do { try await clock.sleep(for: delay) } catch { throw .cancelled }
  }
}
