internal import HTTPStreaming
internal import Notes

extension UpstreamRequest {
  /// A list is wanted soon or not at all: there is a built-in one.
  private static let patience = Duration.seconds(3)

  /// `GET /v1/note/{noteId}`, still without the key.
  static func storedNote(_ id: String, _ upstream: Upstream) throws(EngineError) -> HTTPRequest {
    let endpoint = try endpoint(upstream)
    guard !id.isEmpty, id != ".", id != ".." else {
      throw EngineError(
        .invalidRequest, "There is no note of this id. Check the id.",
        details: [.init(field: "noteId", message: "must be the id of a note")])
    }
    return request("GET", endpoint.url("/v1/note/" + escaped(id)), accept: "application/json", endpoint, upstream)
  }

  /// `POST /v1/visit-summary`, still without the key.
  static func summary(of visits: VisitHistory, _ upstream: Upstream) throws(EngineError) -> HTTPRequest {
    let endpoint = try endpoint(upstream)
    guard !visits.visits.isEmpty else {
      throw EngineError(
        .invalidRequest, "There is no visit to sum up. Give at least one.",
        details: [.init(field: "visits", message: "must not be empty")])
    }
    return request(
      "POST", endpoint.url("/v1/visit-summary"), accept: "application/json", body: .bytes(body(visits)), endpoint,
      upstream)
  }

  /// `GET /v1/specialties`, which is public: no key is sent.
  static func specialties(_ upstream: Upstream) throws(EngineError) -> HTTPRequest {
    let endpoint = try endpoint(upstream, withKey: false)
    var request = request("GET", endpoint.url("/v1/specialties"), accept: "application/json", endpoint, upstream)
    request.limits.total = min(request.limits.total ?? patience, patience)
    return request
  }

  private static func body(_ history: VisitHistory) -> [UInt8] {
    var body = Array("{\"visits\":[".utf8)
    for (index, visit) in history.visits.enumerated() {
      body.append(contentsOf: (index == 0 ? "{" : ",{").utf8)
      append("visit_date", string: visit.date, to: &body)
      if let provider = visit.provider { append("provider", string: provider.value, to: &body) }
      if let note = visit.note { append("soap_note", json: note.value, to: &body) }
      if let summary = visit.summary { append("summary", string: summary.value, to: &body) }
      body.append(UInt8(ascii: "}"))
    }
    body.append(UInt8(ascii: "]"))
    if let info = history.patientInfo { append("patient_info", json: info.value, to: &body) }
    if let focus = history.focus { append("focus", string: focus.value, to: &body) }
    body.append(UInt8(ascii: "}"))
    return body
  }

  private static func append(_ name: String, string text: String, to body: inout [UInt8]) {
    append(name, json: [], to: &body)
    appendString(text, to: &body)
  }

  private static func append(_ name: String, json: [UInt8], to body: inout [UInt8]) {
    if body.last != UInt8(ascii: "{") { body.append(UInt8(ascii: ",")) }
    body.append(contentsOf: "\"\(name)\":".utf8)
    body.append(contentsOf: json)
  }

  /// An id as one segment of a path, whatever it holds. (RFC 3986, section 2.)
  static func escaped(_ id: String) -> String {
    id.utf8.reduce(into: "") { text, byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: "~"):
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default: text += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
  }
}
