internal import Notes

/// When a failed attempt is made again, and after what wait.
package struct RetryPolicy: Sendable, Equatable {
  /// Attempts in all, the first included; at least 1.
  package var maxAttempts: Int
  /// The wait before the second attempt; it doubles with each further one.
  package var baseDelay: Duration

  package init(maxAttempts: Int, baseDelay: Duration) {
    self.maxAttempts = maxAttempts
    self.baseDelay = baseDelay
  }

  static let longestDelay = Duration.seconds(30)

  /// How long to wait before attempt `attempt + 1`, or nil when `error` is final.
  ///
  /// `jitter` is from 0 to 1: half of the exponential delay is fixed and half is drawn, so that many clients that
  /// failed together do not come back together. A `Retry-After` is a lower bound. A wait past `remaining`, the time
  /// the request has left, would only delay the answer: then the failure is final too.
  func delay(after error: EngineError, attempt: Int, jitter: Double, remaining: Duration?) -> Duration? {
    guard attempt < maxAttempts else { return nil }
    switch error.reason {
    case .rateLimited, .upstreamUnavailable, .connectionLost, .timeout: break
    default: return nil
    }
    let doubled = min(baseDelay * (1 << min(attempt - 1, 20)), Self.longestDelay)
    var delay = doubled / 2 + doubled / 2 * jitter
    if let retryAfter = error.retryAfterMs { delay = max(delay, .milliseconds(retryAfter)) }
    if let remaining, delay >= remaining { return nil }
    return delay
  }
}
