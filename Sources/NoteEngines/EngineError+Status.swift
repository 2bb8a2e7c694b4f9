internal import HTTPStreaming
internal import Notes

extension EngineError {
  /// The failure that an answer with another status than 200 is.
  init(head: HTTPHead, body: [UInt8], name: String, subject: Subject = .note) {
    let said = ErrorBody.read(body)
    let header = head.first("retry-after")
    let retryAfter = header.flatMap { RetryAfter.milliseconds($0) }
    // That it is there counts, whether or not it can be read: nobody sends it along with an empty account.
    let (reason, message) = Self.explain(head.status, said, name, subject, hasRetryAfter: header != nil)
    self.init(
      reason, message, httpStatus: head.status, upstreamCode: said.code, details: said.details,
      retryAfterMs: reason == .rateLimited || reason == .upstreamUnavailable ? retryAfter : nil)
  }

  private static func explain(
    _ status: Int, _ said: ErrorBody, _ name: String, _ subject: Subject, hasRetryAfter: Bool
  ) -> (Reason, String) {
    switch status {
    case 402:
      return (.insufficientBalance, balance(name))
    case 429 where said.topic == .balance || said.topic == nil && !hasRetryAfter:
      return (.insufficientBalance, balance(name))
    case 429:
      return (.rateLimited, "\(name) is receiving too many requests from this account. Wait a moment, then try again.")
    case 401:
      return (
        .unauthorized,
        "\(name) did not accept the API key: it is missing, wrong or expired. Check the key, then try again."
      )
    case 403:
      return (
        .unauthorized,
        "\(name) refused this API key: it was revoked or may not do this. Use another key, then try again."
      )
    case 408:
      return (.timeout, "\(name) gave up waiting for the request. Try again.")
    case 300..<400:
      return (
        .malformedStream,
        "\(name) pointed to another address, which is not followed, since the key would go with it. "
          + "Correct the base URL in the settings."
      )
    case 400..<500:
      return (.invalidRequest, refusal(status, said, name, subject))
    case 500...:
      return (
        .upstreamUnavailable, "\(name) has a problem of its own (status \(status)). Try again in a minute."
      )
    default:
      return (
        .malformedStream,
        "\(name) answered with status \(status) and no \(subject.noun). Check the base URL in the settings."
      )
    }
  }

  private static func balance(_ name: String) -> String {
    "The \(name) account has insufficient balance. Add funds in its dashboard, then try again."
  }

  private static func refusal(_ status: Int, _ said: ErrorBody, _ name: String, _ subject: Subject) -> String {
    switch status {
    case 404 where subject == .storedNote:
      return "\(name) has no note of this id: it has expired, or it is not of this account. Check the id."
    case 404: return "\(name) does not know this address (status 404). Check the base URL in the settings."
    case 415 where subject == .recording:
      return "\(name) does not take recordings of this format (status 415). Convert it to MP3 or WAV, then try again."
    case 413: return "The \(subject.input) is too long for \(name) (status 413). Shorten it, then try again."
    default:
      let fields = said.details.map(\.field).filter { !$0.isEmpty }
      let which = fields.isEmpty ? "" : ": see \(fields.joined(separator: ", "))"
      return "\(name) refused the request as invalid (status \(status))\(which). Correct it, then try again."
    }
  }
}

extension ErrorBody {
  /// What a 429 is about, by the upstream's code or, where that says neither, by its sentence or what else it says.
  fileprivate enum Topic { case balance, rate }

  fileprivate var topic: Topic? {
    ([code ?? "", message ?? ""] + remarks).lazy.compactMap { Self.topic(of: $0) }.first
  }

  private static func topic(of text: String) -> Topic? {
    // A load balancer may sign its page.
    let text = text.lowercased().replacing("balancer", with: "")
    func says(_ words: String...) -> Bool { words.contains { text.contains($0) } }
    if says("balance", "fund", "credit", "payment", "billing") { return .balance }
    if says("rate_limit", "rate limit", "rate-limit", "ratelimit", "too_many", "too many", "throttl") { return .rate }
    return nil
  }
}
