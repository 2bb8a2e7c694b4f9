internal import HTTPStreaming
internal import Notes

/// Requests to the SOAPNoteAPI.
enum UpstreamRequest {
  /// The upstream's name in messages.
  static let name = "SOAPNoteAPI"

  /// `POST /v1/stream/note`. Throws when the request must not or cannot be made.
  static func stream(_ encounter: Encounter, _ upstream: Upstream) throws(EngineError) -> HTTPRequest {
    let endpoint = try Endpoint(
      baseURL: upstream.baseURL, name: name, setting: "SOAPNOTEAPI_BASE_URL or soapnoteapi.baseURL")
    let key = try key(upstream, endpoint)
    guard !encounter.transcript.value.allSatisfy(\.isWhitespace) else {
      throw EngineError(
        .invalidRequest, "The transcript is empty, so there is nothing to make a note of. Select some text.",
        details: [.init(field: "transcript", message: "must not be empty")])
    }
    var request = HTTPRequest(
      method: "POST", url: endpoint.url("/v1/stream/note"),
      headers: [
        ("Authorization", "Bearer \(key)"),
        ("Content-Type", "application/json"),
        ("Accept", "text/event-stream"),
        ("User-Agent", upstream.userAgent),
      ],
      body: .bytes(body(encounter)), limits: upstream.timeouts)
    // A proxy would see the key in the clear.
    if !endpoint.isEncrypted { request.connection.proxy = "" }
    return request
  }

  private static func key(_ upstream: Upstream, _ endpoint: Endpoint) throws(EngineError) -> String {
    guard let key = upstream.apiKey?.value, !key.isEmpty else {
      throw EngineError(
        .notConfigured,
        "There is no API key for \(name). Set SOAPNOTEAPI_KEY, or choose the offline engine, then try again.")
    }
    guard key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw EngineError(
        .notConfigured, "The API key for \(name) holds a space or a character that no key has. Copy it anew.")
    }
    guard endpoint.isEncrypted || endpoint.isLoopback else {
      throw EngineError(
        .insecureEndpoint,
        "The address of \(name) is not encrypted (http), so the key and the transcript were not sent to "
          + "\(endpoint.host). Use an https address.")
    }
    return key
  }

  /// The JSON body; `context` goes in byte for byte.
  private static func body(_ encounter: Encounter) -> [UInt8] {
    var body: [UInt8] = []
    body.reserveCapacity(encounter.transcript.value.utf8.count + 512)
    body.append(contentsOf: "{\"transcript\":".utf8)
    appendString(encounter.transcript.value, to: &body)
    body.append(contentsOf: ",\"specialty\":".utf8)
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
    body.append(UInt8(ascii: "}"))
    return body
  }

  private static func appendString(_ text: String, to body: inout [UInt8]) {
    body.append(UInt8(ascii: "\""))
    JSONString.escape(Array(text.utf8).span, into: &body)
    body.append(UInt8(ascii: "\""))
  }
}
