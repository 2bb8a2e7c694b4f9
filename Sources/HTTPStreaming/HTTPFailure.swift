/// Why an exchange failed. Details are libcurl's words or ours; they name hosts, never headers, keys or text.
package enum HTTPFailure: Error, Equatable, Sendable {
  case cancelled
  case timedOut(HTTPClock)
  case nameNotResolved(host: String)
  case connectFailed(detail: String)
  case tlsFailed(detail: String)
  /// The proxy is unknown, or refuses to connect.
  case proxyFailed(detail: String)
  /// The connection was lost, or closed before the response was whole.
  case broken(detail: String)
  /// What came is not HTTP.
  case protocolViolation(detail: String)
  /// There is no libcurl, or one too old; says what to do.
  case unavailable(String)
  /// A file to be sent could not be read, or changed meanwhile.
  case unreadableBody(detail: String)
  /// The request cannot be sent as it was given.
  case invalidRequest(String)
}
