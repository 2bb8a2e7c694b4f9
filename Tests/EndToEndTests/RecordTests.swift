import Sandbox
import Testing

/// What the API does besides making notes of transcripts: stored notes and visit summaries.
@Suite(.crowd, .timeLimit(.minutes(5)))
struct RecordTests {
  private static let visits: JSON = [
    "visits": [
      ["visitDate": "2026-01-05", "provider": "Dr. A", "soapNote": ["assessment": "Migraine.", "x": [1]]],
      ["visitDate": "2026-03-01", "summary": "Better."],
    ],
    "patientInfo": ["age": 52], "focus": "headache",
  ]

  @Test
  func `a stored note comes as it was made`() async throws {
    let upstream = try Upstream()
    let server = try await quickServer(upstream)
    let params: JSON = ["transcript": .string(Sample.transcript), "specialty": "slp"]
    let made = try #require(try await server.call("soapNote/create", params)["result"])
    let id = server.request(
      "soapNote/get", ["noteId": try #require(made["noteId"]), "partialResultToken": "text", "workDoneToken": "work"])
    _ = try await server.response(to: id)
    #expect(try await server.finish() == .status(0))
    let relay = try Relay(server.messages, id: id, partialToken: "text", workToken: "work")
    for name in ["text", "sections", "noteId", "createdAt", "expiresAt", "engine", "specialty"] {
      #expect(relay.result?[name] == made[name], "\(name)")
    }
    #expect(made["text"] == .string(Sample.note))
    #expect(relay.result?["specialty"] == "slp")
    #expect(upstream.requests.last?.head.method == "GET")
    #expect(upstream.requests.last?.head["authorization"] == "Bearer \(Upstream.key)")
  }

  @Test
  func `an id is one segment of the path, whatever it holds`() async throws {
    let upstream = try Upstream()
    let server = try await quickServer(upstream)
    for (id, path) in [
      ("n/../../x", "/v1/note/n%2F..%2F..%2Fx"), ("a b?c#d%2e", "/v1/note/a%20b%3Fc%23d%252e"),
      ("é", "/v1/note/%C3%A9"),
    ] {
      let error = try await server.call("soapNote/get", ["noteId": .string(id)])["error"]
      #expect(error?["data"]?["httpStatus"] == 404)
      #expect(upstream.requests.last?.head.path == path)
    }
    for id in ["", ".", ".."] {
      let error = try await server.call("soapNote/get", ["noteId": .string(id)])["error"]
      #expect(error?["data"]?["reason"] == "invalidRequest")
    }
    #expect(upstream.requests.count == 3)
  }

  @Test(arguments: [
    ("status=404", "invalidRequest", "has no note of this id", 1), ("status=401", "unauthorized", "API key", 1),
    ("status=503", "upstreamUnavailable", "status 503", 2),
    ("type=text/html;cut=10", "malformedStream", "log-in page", 1),
  ])
  func `a stored note that cannot be had has its reason`(
    fault: String, reason: String, words: String, attempts: Int
  ) async throws {
    let upstream = try Upstream()
    let server = try await quickServer(upstream)
    let made = try await server.call("soapNote/create", ["transcript": .string(Sample.transcript)])["result"]
    try upstream.sandbox.setFaults(fault)
    let error = try await server.call("soapNote/get", ["noteId": try #require(made?["noteId"])])["error"]
    #expect(error?["code"] == -32803)
    #expect(error?["data"]?["reason"] == .string(reason))
    #expect(error?["data"]?["attempts"]?.int == attempts)
    #expect(error?["data"]?["partial"] == ["chunks": 0, "characters": 0])
    #expect(error?["message"]?.string?.contains(words) == true, "\(error?["message"] ?? nil)")
  }

  @Test(arguments: [
    (#"{"noteId":"n","status":"processing"}"#, "upstreamUnavailable", true),
    (#"{"noteId":"n","status":"failed"}"#, "generationFailed", true), ("{}", "malformedStream", false),
    (#"{"noteId":"n","state":"processing","plan":"Rest."}"#, "upstreamUnavailable", true),
    (#"{"noteId":"n","status":7,"plan":"Rest."}"#, "malformedStream", false),
    (#"{"noteId":"n","plan":"Rest.",}"#, "malformedStream", false),
    // Another note than the one asked for.
    (#"{"noteId":"OTHER","plan":"Rest."}"#, "malformedStream", false),
    (#"{"note_id":"OTHER","note":{"noteId":"n","plan":"Rest."}}"#, "malformedStream", false),
    (#"{"noteId":7,"plan":"Rest."}"#, "malformedStream", false),
  ])
  func `a note that is not complete is not given`(answer: String, reason: String, retryable: Bool) async throws {
    let upstream = try ScriptedUpstream(answering: answer)
    let error = try await quickServer(upstream).call("soapNote/get", ["noteId": "n"])["error"]
    #expect(error?["data"]?["reason"] == .string(reason))
    #expect(error?["data"]?["retryable"] == .bool(retryable))
  }

  @Test
  func `visits become a summary, in the upstream's words`() async throws {
    let upstream = try Upstream()
    let server = try await quickServer(upstream)
    let id = server.request("soapNote/visitSummary", Self.visits.with(["workDoneToken": "work"]))
    let result = try await server.response(to: id)["result"]
    #expect(
      result == [
        "summary": "2026-01-05: Migraine.\n2026-03-01: Better.", "key_findings": [], "active_diagnoses": ["Migraine."],
      ])
    _ = try Relay(server.messages, id: id, workToken: "work")
    let request = try #require(upstream.requests.first)
    #expect(request.head.path == "/v1/visit-summary")
    #expect(request.head["content-type"] == "application/json")
    #expect(
      request.body == [
        "visits": [
          ["visit_date": "2026-01-05", "provider": "Dr. A", "soap_note": ["assessment": "Migraine.", "x": [1]]],
          ["visit_date": "2026-03-01", "summary": "Better."],
        ],
        "patient_info": ["age": 52], "focus": "headache",
      ])
  }

  @Test(arguments: [
    ("", "malformedStream"), ("<html>", "malformedStream"), ("[1]", "malformedStream"), ("{}", "malformedStream"),
    (#"{"summary":"x"#, "malformedStream"), (#"{"summary":"x","error":"e"}"#, "generationFailed"),
    (#"{"summary":"x",}"#, "malformedStream"), (#"{"summary":"x","status":"failed"}"#, "generationFailed"),
  ])
  func `what is no summary is never answered as one`(answer: String, reason: String) async throws {
    let upstream = try ScriptedUpstream(answering: answer)
    let error = try await quickServer(upstream).call("soapNote/visitSummary", Self.visits)["error"]
    #expect(error?["data"]?["reason"] == .string(reason))
    #expect(error?["message"]?.string?.contains("summary") == true)
    #expect(error?["data"]?["attempts"] == 1)
  }

  @Test
  func `wrong parameters are named before anything is sent`() async throws {
    let upstream = try Upstream()
    let server = try await quickServer(upstream)
    for (method, params, member) in [
      ("soapNote/get", [:], "noteId"), ("soapNote/get", ["noteId": 7], "noteId"),
      ("soapNote/visitSummary", [:], "visits"), ("soapNote/visitSummary", ["visits": [[:]]], "visitDate"),
      ("soapNote/visitSummary", ["visits": [["visitDate": "d", "soapNote": "text"]]], "soapNote"),
    ] as [(String, JSON, String)] {
      let error = try await server.call(method, params)["error"]
      #expect(error?["code"] == -32602)
      #expect(error?["message"]?.string?.contains(member) == true, "\(error?["message"] ?? nil)")
    }
    let error = try await server.call("soapNote/visitSummary", ["visits": []])["error"]
    #expect(error?["data"]?["reason"] == "invalidRequest")
    #expect(upstream.requests.isEmpty)
  }

  @Test(arguments: [("soapNote/get", ["noteId": "n"]), ("soapNote/visitSummary", visits)] as [(String, JSON)])
  func `a cancel closes the connection and is answered once`(method: String, params: JSON) async throws {
    let upstream = try Upstream(faults: "stall=head")
    let server = try await quickServer(upstream)
    let id = server.request(method, params.with(["workDoneToken": "work"]))
    _ = try await upstream.requests(1)
    server.notify("$/cancelRequest", ["id": id])
    let error = try await server.response(to: id)["error"]
    #expect(error?["code"] == -32800)
    #expect(error?["data"]?["upstreamClosed"] == true)
    try await upstream.wait(for: "the end of the connection") { $0.cancelled == 1 }
    #expect(try await server.finish() == .status(0))
    _ = try Relay(server.messages, id: id, workToken: "work")
  }

  @Test(arguments: [
    ([:], "There is no API key"),
    (["SOAPNOTEAPI_KEY": "snapi_sk_test_1", "SOAPNOTE_ENGINE": "offline"], "the engine in force is offline"),
  ])
  func `without the engine nothing is sent`(environment: [String: String], words: String) async throws {
    let upstream = try Upstream()
    let server = try ServerProcess(
      environment: environment.merging(["SOAPNOTEAPI_BASE_URL": upstream.sandbox.url]) { $1 })
    for (method, params) in [("soapNote/get", ["noteId": "n"]), ("soapNote/visitSummary", Self.visits)] {
      let error = try await server.call(method, params)["error"]
      #expect(error?["data"]?["reason"] == "notConfigured")
      #expect(error?["data"]?["engine"] == "soapnoteapi")
      #expect(error?["message"]?.string?.contains(words) == true)
    }
    #expect(try await server.call("soapNote/specialties")["result"]?["source"] == "builtin")
    #expect(upstream.requests.isEmpty)
  }

  @Test
  func `no key goes over an open line to another machine`() async throws {
    let sound = try Sound()
    let server = try ServerProcess(
      environment: ["SOAPNOTEAPI_KEY": Upstream.key, "SOAPNOTEAPI_BASE_URL": "http://192.0.2.1"])
    for (method, params) in [
      ("soapNote/create", ["transcript": "x"]), ("soapNote/get", ["noteId": "n"]),
      ("soapNote/visitSummary", Self.visits), ("soapNote/createFromAudio", ["path": .string(try sound.file("a.wav"))]),
    ] {
      let error = try await server.call(method, params)["error"]
      #expect(error?["data"]?["reason"] == "insecureEndpoint", "\(method)")
      #expect(error?["data"]?["attempts"] == 0)
    }
    #expect(try await server.call("soapNote/specialties")["result"]?["source"] == "builtin")
  }
}
