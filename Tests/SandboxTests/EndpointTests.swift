import Foundation
import Sandbox
import Testing

/// The API as its pages describe it.
@Suite(.timeLimit(.minutes(5)))
struct EndpointTests {
  private let server: SandboxServer
  private let note =
    "Subjective:\nPain.\n\nObjective:\nNot documented.\n\nAssessment:\nStrain.\n\nPlan:\n1. Rest.\n2. Ice."

  init() throws { server = try makeServer() }

  private func json(_ reply: Reply) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(reply.body)) as? [String: Any])
  }

  private func errorCode(_ reply: Reply) throws -> String? {
    (try json(reply)["error"] as? [String: Any])?["code"] as? String
  }

  @Test
  func `a note is made, and fetched by its id`() throws {
    let body = String(
      decoding: try JSONSerialization.data(withJSONObject: [
        "transcript": note, "specialty": "physician", "include_billing_codes": true, "include_patient_summary": true,
        "context": ["patient_info": ["age": 5]], "template": "standard",
      ]), as: UTF8.self)
    let made = try json(Reply(server, request("POST", "/v1/note", body: body)))
    #expect(made["subjective"] as? String == "Pain.")
    #expect(made["objective"] as? String == "Not documented.")
    #expect(made["assessment"] as? String == "Strain.")
    #expect(made["plan"] as? String == "1. Rest.\n2. Ice.")
    #expect(made["status"] as? String == "completed")
    #expect(made["specialty"] as? String == "physician")
    #expect(made["patient_summary"] as? String == "1. Rest.\n2. Ice.")
    #expect((made["billing_codes"] as? [String: [String]])?["icd10"] == [])
    let dates = try ["created_at", "expires_at"].map { try Date(#require(made[$0] as? String), strategy: .iso8601) }
    #expect(dates[0] < dates[1])
    let id = try #require(made["noteId"] as? String)
    let fetched = try json(Reply(server, request("GET", "/v1/note/\(id)")))
    #expect(fetched as NSDictionary == made as NSDictionary)
    let other = try json(Reply(server, request("POST", "/v1/note", transcript: "A.")))
    #expect(other["noteId"] as? String != id)
    #expect(other["billing_codes"] == nil && other["patient_summary"] == nil)
  }

  @Test
  func `the specialties need no key`() throws {
    let list = try #require(
      json(Reply(server, request("GET", "/v1/specialties", key: nil)))["specialties"] as? [[String: Any]])
    #expect(Set(list.compactMap { $0["id"] as? String }).count == 24)
    #expect(
      list.contains { $0["id"] as? String == "genetic_counselling" && $0["name"] as? String == "Genetic Counselling" })
  }

  @Test(arguments: [
    (nil, 401, "AUTHENTICATION_ERROR"), ("", 401, "AUTHENTICATION_ERROR"),
    ("snapi_sk_live_1", 401, "AUTHENTICATION_ERROR"),
    ("snapi_sk_test_revoked_1", 403, "AUTHORIZATION_ERROR"), ("snapi_sk_test_1", 404, "NOT_FOUND"),
  ])
  func `keys are checked`(key: String?, status: Int, code: String) throws {
    let reply = try Reply(server, request("GET", "/v1/note/none", key: key))
    #expect(reply.status == status)
    #expect(try errorCode(reply) == code)
  }

  @Test
  func `only the keys named are accepted when some are`() throws {
    let server = try makeServer { $0.keys = ["snapi_sk_test_a"] }
    #expect(try Reply(server, request(key: "snapi_sk_test_a", transcript: "a")).status == 200)
    #expect(try Reply(server, request(key: "snapi_sk_test_b", transcript: "a")).status == 401)
  }

  @Test(
    arguments: [
      ("{", ["body"]), ("[]", ["body"]), ("\u{1}", ["body"]), ("{} x", ["body"]),
      ("{}", ["transcript", "specialty"]), ("{\"transcript\":\" \\n\",\"specialty\":\"a\"}", ["transcript"]),
      ("{\"transcript\":\"a\"}", ["specialty"]), ("{\"transcript\":\"a\",\"specialty\":\"  \"}", ["specialty"]),
      ("{\"transcript\":7,\"specialty\":null}", ["transcript", "specialty"]),
      (
        "{\"transcript\":\"a\",\"specialty\":\"b\",\"template\":1,\"context\":\"c\",\"include_icd11\":0}",
        [
          "include_icd11", "template", "context",
        ]
      ),
    ], ["/v1/note", "/v1/stream/note"])
  func `a body that is not valid is refused by field`(row: (body: String, fields: [String]), path: String) throws {
    let reply = try Reply(server, request("POST", path, body: row.body))
    #expect(reply.status == 400)
    let error = try #require(json(reply)["error"] as? [String: Any])
    #expect(error["code"] as? String == "VALIDATION_ERROR")
    let details = try #require(error["details"] as? [[String: String]])
    #expect(details.compactMap { $0["field"] } == row.fields)
    #expect(details.allSatisfy { $0["message"]?.hasSuffix(".") == true })
  }

  @Test
  func `the older names of fields are accepted, and a shortest transcript can be set`() throws {
    let body = "{\"shorthand_notes\":\"abcde\",\"provider_type\":\"physician\"}"
    #expect(try Reply(server, request("POST", "/v1/note", body: body)).status == 200)
    let strict = try makeServer { $0.minimumTranscript = 6 }
    #expect(try Reply(strict, request("POST", "/v1/note", body: body)).status == 400)
    #expect(try Reply(strict, request(transcript: "abcdef")).status == 200)
  }

  @Test(arguments: [
    ("GET", "/v1/note", 405, "POST, OPTIONS"), ("PUT", "/v1/stream/note", 405, "POST, OPTIONS"),
    ("GET", "/v1/stream/note", 405, "POST, OPTIONS"), ("POST", "/v1/note/audio", 405, "PUT, OPTIONS"),
    ("POST", "/v1/specialties", 405, "GET, HEAD, OPTIONS"), ("DELETE", "/v1/note/1", 405, "GET, HEAD, OPTIONS"),
    ("GET", "/", 404, nil), ("GET", "/v1", 404, nil), ("GET", "/v1/note/", 404, nil), ("GET", "/v1/a/b/c", 404, nil),
    ("OPTIONS", "*", 404, nil),
  ])
  func `wrong methods and paths are told apart`(method: String, path: String, status: Int, allow: String?) throws {
    let reply = try Reply(server, request(method, path))
    #expect(reply.status == status)
    #expect(reply.fields["allow"] == allow)
    #expect(try errorCode(reply) == (status == 405 ? "METHOD_NOT_ALLOWED" : "NOT_FOUND"))
  }

  @Test
  func `browsers are let in to the API, and kept out of the sandbox's own`() throws {
    let preflight = try Reply(server, request("OPTIONS", "/v1/stream/note", key: nil))
    #expect(preflight.status == 204)
    #expect(preflight.fields["access-control-allow-origin"] == "*")
    #expect(preflight.fields["access-control-allow-methods"] == "POST, OPTIONS")
    #expect(preflight.fields["access-control-allow-headers"]?.contains("authorization") == true)
    #expect(preflight.fields["content-length"] == nil)
    for reply in [
      try Reply(server, request(transcript: "a")), try Reply(server, request(key: nil, transcript: "a")),
      try Reply(server, request(fault: "status=500", transcript: "a")), try Reply(server, "nonsense\r\n\r\n"),
    ] { #expect(reply.fields["access-control-allow-origin"] == "*") }
    let control = try Reply(server, request("OPTIONS", "/sandbox/fault"))
    #expect(control.status == 405)
    #expect(control.fields["access-control-allow-origin"] == nil)
  }

  @Test
  func `several visits become one summary`() throws {
    let body = """
      {"visits":[{"visit_date":"2026-01-02","summary":"Cough."},
      {"visit_date":"2026-02-03","provider":"A","soap_note":{"objective":"Lungs clear.","assessment":"Asthma."}}]}
      """
    let summary = try json(Reply(server, request("POST", "/v1/visit-summary", body: body)))
    #expect(summary["summary"] as? String == "2026-01-02: Cough.\n2026-02-03: Asthma.")
    #expect(summary["key_findings"] as? [String] == ["Lungs clear."])
    #expect(summary["active_diagnoses"] as? [String] == ["Asthma."])
    for body in ["{}", "{\"visits\":[]}", "{\"visits\":[{}]}", "{\"visits\":7}", "x"] {
      #expect(try Reply(server, request("POST", "/v1/visit-summary", body: body)).status == 400)
    }
  }
}
