package import HTTPStreaming

/// Where the SOAPNoteAPI is, and how patiently it is asked.
package struct Upstream: Sendable {
  /// `https://api.soapnoteapi.com`; paths begin after it.
  package var baseURL: String
  /// Gives the key; nil when none is configured.
  package var keys: (any KeyProvider)?
  package var connection: HTTPConnection
  package var timeouts: HTTPTimeouts
  package var retry: RetryPolicy
  /// The most bytes that one event of the stream may take.
  package var eventBytes: Int
  /// The longest answer in one piece, in bytes.
  package var answerBytes: Int
  /// The largest recording, in bytes.
  package var audioBytes: Int
  /// Sent as `User-Agent`: the program's name and version.
  package var userAgent: String

  package init(
    baseURL: String, keys: (any KeyProvider)?, connection: HTTPConnection = HTTPConnection(), timeouts: HTTPTimeouts,
    retry: RetryPolicy, eventBytes: Int,
    answerBytes: Int, audioBytes: Int, userAgent: String
  ) {
    self.baseURL = baseURL
    self.keys = keys
    self.connection = connection
    self.timeouts = timeouts
    self.retry = retry
    self.eventBytes = eventBytes
    self.answerBytes = answerBytes
    self.audioBytes = audioBytes
    self.userAgent = userAgent
  }
}
