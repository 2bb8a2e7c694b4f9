/// Why a note could not be generated. The raw values are the protocol's (`data.reason`).
package enum Reason: String, Codable, Sendable, CaseIterable {
  case insufficientBalance, rateLimited, unauthorized, invalidRequest
  case upstreamUnavailable, connectionLost, timeout, generationFailed, malformedStream
  case insecureEndpoint, notConfigured
  /// The user's own wish: answered with `RequestCancelled`, never as a failure.
  case cancelled

  /// Whether asking again, unchanged, may succeed.
  package var isRetryable: Bool {
    switch self {
    case .rateLimited, .upstreamUnavailable, .connectionLost, .timeout, .generationFailed: true
    case .insufficientBalance, .unauthorized, .invalidRequest, .malformedStream, .insecureEndpoint, .notConfigured,
      .cancelled:
      false
    }
  }
}

/// A generation that failed: what happened, what it means and what to do next, in words fit for a clinician.
package struct EngineError: Error, Equatable, Sendable {
  /// One field that the upstream (or this program) refused, as in the upstream's `details`.
  package struct Detail: Equatable, Sendable, Codable {
    package var field: String
    package var message: String

    package init(field: String, message: String) {
      self.field = field
      self.message = message
    }
  }

  package var reason: Reason
  /// A sentence for a person; never holds transcript, note text or a key.
  package var message: String
  /// Attempts made in all, the failed one included; 0 when nothing was sent.
  package var attempts: Int
  package var httpStatus: Int?
  package var upstreamCode: String?
  package var details: [Detail]
  package var retryAfterMs: Int?

  package init(
    _ reason: Reason, _ message: String, attempts: Int = 0, httpStatus: Int? = nil, upstreamCode: String? = nil,
    details: [Detail] = [], retryAfterMs: Int? = nil
  ) {
    self.reason = reason
    self.message = message
    self.attempts = attempts
    self.httpStatus = httpStatus
    self.upstreamCode = upstreamCode
    self.details = details
    self.retryAfterMs = retryAfterMs
  }
}
