internal import HTTPStreaming
internal import Notes

extension EngineError {
  /// The user's wish to stop.
  static var cancelled: EngineError { EngineError(.cancelled, "Cancelled.") }

  /// The failure that a broken exchange with the upstream called `name` is.
  init(_ failure: HTTPFailure, name: String, subject: Subject = .note, hasText: Bool) {
    let incomplete = hasText ? " What has come of the note is incomplete: do not file it." : ""
    switch failure {
    case .cancelled:
      self = .cancelled
    case .timedOut(.connect):
      self.init(
        .upstreamUnavailable, "No connection to \(name) within the time allowed. Check the network, then try again.")
    case .timedOut(.firstChunk):
      self.init(.timeout, "\(name) took the request but sent no answer within the time allowed. Try again.")
    case .timedOut(.idle):
      self.init(.timeout, "\(name) fell silent in the middle of the \(subject.noun).\(incomplete) Try again.")
    case .timedOut(.total):
      self.init(
        .timeout, "The \(subject.noun) was not complete within the time allowed in all.\(incomplete) Try again.")
    case .nameNotResolved(let host):
      self.init(
        .upstreamUnavailable,
        "The address of \(name) (\(host)) could not be found. Check the network and the base URL, then try again.")
    case .connectFailed(let detail):
      self.init(.upstreamUnavailable, "No connection to \(name): \(detail). Check the network, then try again.")
    case .tlsFailed(let detail):
      self.init(.upstreamUnavailable, "No secure connection to \(name): \(TLSTrouble(detail).sentences)")
    case .proxyFailed(let detail):
      let advice =
        detail.hasSuffix(" 407")
        ? "It wants a name and a password: give them in the proxy's address (HTTPS_PROXY), then try again."
        : "Check the proxy settings (HTTPS_PROXY, NO_PROXY), then try again."
      self.init(.upstreamUnavailable, "The proxy did not let the request through: \(detail). \(advice)")
    case .broken(let detail):
      self.init(.connectionLost, "The connection to \(name) was lost: \(detail).\(incomplete) Try again.")
    case .protocolViolation(let detail):
      self.init(.malformedStream, "\(name) answered with something else than HTTP: \(detail). Check the base URL.")
    case .unavailable(let detail):
      self.init(.notConfigured, detail)
    case .unreadableBody(let detail):
      self.init(
        .invalidRequest,
        "The recording could not be sent: \(detail). Make sure that it is complete and stays as it is, then try again.")
    case .invalidRequest(let detail):
      self.init(.notConfigured, "The request could not be made: \(detail). Check the settings of \(name).")
    }
  }
}
