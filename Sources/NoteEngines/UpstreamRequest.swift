internal import HTTPStreaming
internal import Notes

/// Requests to the SOAPNoteAPI.
enum UpstreamRequest {
  /// The upstream's name in messages.
  static let name = "SOAPNoteAPI"

  /// `POST /v1/stream/note`, still without the key. Throws when the request must not or cannot be made.
  static func stream(_ encounter: Encounter, _ upstream: Upstream) throws(EngineError) -> HTTPRequest {
    try note(encounter, "/v1/stream/note", accept: "text/event-stream", upstream)
  }

  /// `POST /v1/note`, the same for a note in one piece.
  static func create(_ encounter: Encounter, _ upstream: Upstream) throws(EngineError) -> HTTPRequest {
    try note(encounter, "/v1/note", accept: "application/json", upstream)
  }

  private static func note(
    _ encounter: Encounter, _ path: String, accept: String, _ upstream: Upstream
  ) throws(EngineError) -> HTTPRequest {
    let endpoint = try endpoint(upstream)
    guard !encounter.transcript.value.allSatisfy(\.isWhitespace) else {
      throw EngineError(
        .invalidRequest, "The transcript is empty, so there is nothing to make a note of. Select some text.",
        details: [.init(field: "transcript", message: "must not be empty")])
    }
    return request(
      "POST", endpoint.url(path), accept: accept, body: .bytes(body(encounter)), endpoint, upstream)
  }

  /// The address, if a key may go there, so that none is fetched in vain.
  static func endpoint(_ upstream: Upstream, withKey: Bool = true) throws(EngineError) -> Endpoint {
    let endpoint = try Endpoint(
      baseURL: upstream.baseURL, name: name, setting: "SOAPNOTEAPI_BASE_URL or soapnoteapi.baseURL")
    guard upstream.keys != nil || !withKey else { throw .noKey }
    guard endpoint.isEncrypted || endpoint.isLoopback else {
      throw EngineError(
        .insecureEndpoint,
        "The address of \(name) is not encrypted (http), so the key and the transcript were not sent to "
          + "\(endpoint.host). Use an https address.")
    }
    return endpoint
  }

  static func request(
    _ method: String, _ url: String, accept: String, body: HTTPBody = .none, _ endpoint: Endpoint, _ upstream: Upstream
  ) -> HTTPRequest {
    var headers = [(name: "Accept", value: accept), (name: "User-Agent", value: upstream.userAgent)]
    if case .bytes = body { headers.append((name: "Content-Type", value: "application/json")) }
    var request = HTTPRequest(
      method: method, url: url, headers: headers, body: body, limits: upstream.timeouts, connection: upstream.connection
    )
    // A proxy would see the key in the clear.
    if !endpoint.isEncrypted { request.connection.proxy = "" }
    return request
  }

  /// The JSON body; `context` goes in byte for byte.
  private static func body(_ encounter: Encounter) -> [UInt8] {
    var body: [UInt8] = []
    body.reserveCapacity(encounter.transcript.value.utf8.count + 512)
    body.append(contentsOf: "{\"transcript\":".utf8)
    appendString(encounter.transcript.value, to: &body)
    body.append(UInt8(ascii: ","))
    appendWishes(encounter, to: &body)
    body.append(UInt8(ascii: "}"))
    return body
  }

  /// The members that say how the note is wanted.
  static func appendWishes(_ encounter: Encounter, to body: inout [UInt8]) {
    body.append(contentsOf: "\"specialty\":".utf8)
    appendString(encounter.specialty, to: &body)
    if let template = encounter.template {
      body.append(contentsOf: ",\"template\":".utf8)
      appendString(template, to: &body)
    }
    if let context = encounter.context {
      body.append(contentsOf: ",\"context\":".utf8)
      body.append(contentsOf: context.value)
    }
    for (name, wanted) in [
      ("include_billing_codes", encounter.includeBillingCodes),
      ("include_icd11", encounter.includeICD11),
      ("include_patient_summary", encounter.includePatientSummary),
    ] {
      guard let wanted else { continue }
      body.append(contentsOf: ",\"\(name)\":\(wanted)".utf8)
    }
  }

  static func appendString(_ text: String, to body: inout [UInt8]) {
    body.append(UInt8(ascii: "\""))
    JSONString.escape(Array(text.utf8).span, into: &body)
    body.append(UInt8(ascii: "\""))
  }
}

extension EngineError {
  static var noKey: EngineError {
    EngineError(
      .notConfigured,
      "There is no API key for \(UpstreamRequest.name). Set SOAPNOTEAPI_KEY or soapnoteapi.apiKeyCommand, or choose "
        + "the offline engine, then try again.")
  }
}
