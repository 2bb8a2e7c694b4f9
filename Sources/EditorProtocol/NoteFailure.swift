package import Notes

/// The `data` of an error response: why there is no note, and what had been sent of it.
package struct NoteFailure: Codable, Sendable, Equatable {
  /// What had been sent, since the last restart: incomplete, never to be filed.
  package struct Partial: Codable, Sendable, Equatable {
    package var chunks: Int
    /// UTF-16 code units.
    package var characters: Int

    package init(chunks: Int, characters: Int) {
      self.chunks = chunks
      self.characters = characters
    }
  }

  package var reason: Reason
  /// Missing when the request was cancelled.
  package var retryable: Bool?
  package var attempts: Int?
  package var engine: String?
  package var httpStatus: Int?
  package var upstreamCode: String?
  package var details: [EngineError.Detail]?
  package var retryAfterMs: Int?
  package var partial: Partial
  /// The text itself, where no partial results were asked for and it would be lost.
  package var partialText: String?
  /// Only in the answer to a cancelled request: the connection to the upstream is closed.
  package var upstreamClosed: Bool?

  package init(_ error: EngineError, engine: String, partial: Partial, partialText: String?) {
    reason = error.reason
    self.partial = partial
    self.partialText = partialText
    guard error.reason != .cancelled else {
      upstreamClosed = true
      return
    }
    retryable = error.reason.isRetryable
    attempts = error.attempts
    self.engine = engine
    httpStatus = error.httpStatus
    upstreamCode = error.upstreamCode
    details = error.details.isEmpty ? nil : error.details
    retryAfterMs = error.retryAfterMs
  }
}
