import Foundation
import Sandbox
import Testing

/// `soapNote/create`: notes in one piece, many of them.
@Suite(.crowd, .timeLimit(.minutes(5)))
struct CreateTests {
  private static let sample: JSON = ["transcript": .string(Sample.transcript)]

  @Test
  func `sections become a text with headings, beside what else the answer says`() async throws {
    let upstream = try Upstream()
    let server = try await quickServer(upstream)
    let params = Self.sample.with([
      "specialty": "slp", "template": "brief", "context": ["a": [1]], "includeBillingCodes": true,
      "includePatientSummary": true, "partialResultToken": "text", "workDoneToken": "work",
    ])
    let id = server.request("soapNote/create", params)
    _ = try await server.response(to: id)
    #expect(try await server.finish() == .status(0))
    let relay = try Relay(server.messages, id: id, partialToken: "text", workToken: "work")
    let note = try #require(relay.result)
    #expect(note["text"] == .string(Sample.note))
    #expect(note["sections"]?["assessment"] == "Tension-type headache.")
    #expect(note["specialty"] == "slp")
    #expect(note["engine"] == "soapnoteapi")
    #expect(note["attempts"] == 1)
    #expect(note["noteId"]?.string?.hasPrefix("note_") == true)
    #expect(note["createdAt"]?.string?.hasSuffix("Z") == true)
    #expect(note["expiresAt"]?.string?.hasSuffix("Z") == true)
    #expect(note["billingCodes"]?["icd10"] == [])
    #expect(note["patientSummary"]?.string?.contains("Rest") == true)
    #expect(note["extra"] == ["status": "completed"])
    #expect(note["warnings"] == nil)
    let request = try #require(upstream.requests.first)
    #expect(request.head.path == "/v1/note")
    #expect(request.head["accept"] == "application/json")
    #expect(request.body["context"] == ["a": [1]])
    #expect(request.body["template"] == "brief")
    #expect(request.body["include_billing_codes"] == true)
  }

  @Test
  func `a line of a section that looks like a heading stays in its section`() async throws {
    let answer = #"{"assessment":"1. HTN.\nPlan: go on.\n2. DM.","plan":"Rest."}"#
    let upstream = try ScriptedUpstream(answering: answer)
    let note = try await quickServer(upstream).call("soapNote/create", Self.sample)["result"]
    #expect(note?["sections"] == ["assessment": "1. HTN.\nPlan: go on.\n2. DM.", "plan": "Rest."])
  }

  @Test
  func `names are read in both cases, and what is not known is kept`() async throws {
    for (answer, extra) in [
      (
        #"{"note_id":"n","created_at":"c","expires_at":"e","billing_codes":[1],"patient_summary":"p","plan":"Rest."}"#,
        nil
      ),
      (
        "{\"noteId\":\"n\",\"createdAt\":\"c\",\"expiresAt\":\"e\",\"billingCodes\":[1],\"patientSummary\":\"p\",\n"
          + "\"plan\":\"Rest.\",\"icd11\":{\"x\":[1.5,null]},\"objective\":null}",
        ["icd11": ["x": [.number("1.5"), nil]]]
      ),
    ] as [(String, JSON?)] {
      let upstream = try ScriptedUpstream(answering: answer)
      let note = try await quickServer(upstream).call("soapNote/create", Self.sample)["result"]
      #expect(note?["text"] == "Plan:\nRest.")
      #expect(note?["sections"] == ["plan": "Rest."])
      for (name, value) in ["noteId": "n", "createdAt": "c", "expiresAt": "e", "patientSummary": "p"] as [String: JSON]
      {
        #expect(note?[name] == value)
      }
      #expect(note?["billingCodes"] == [1])
      #expect(note?["extra"] == extra)
      #expect(note?["warnings"]?.array?.count == 3, "each section that is not there is named")
    }
  }

  @Test(arguments: [
    #"{"noteId":"n","sections":{"plan":"Rest."},"x":1}"#, #"{"note":{"noteId":"n","plan":"Rest.","x":1}}"#,
    #"{"data":{"soap_note":{"plan":"Rest."},"note_id":"n"},"x":1}"#,
    #"{"noteId":"n","status":"done","result":{"plan":"Rest.","x":1}}"#,
    #"{"noteId":"n","plan":"first","x":1,"plan":"Rest."}"#,
    #"{"noteId":"n","plan":"Rest.","x":1,"state":"completed","success":true,"error":null,"errors":[],"status":null}"#,
    "\u{FEFF}{\"noteId\":\"n\",\"plan\":\"Rest.\",\"x\":1}",
  ])
  func `a note inside another object is a note`(answer: String) async throws {
    let upstream = try ScriptedUpstream(answering: answer)
    let note = try await quickServer(upstream).call("soapNote/create", Self.sample)["result"]
    #expect(note?["text"] == "Plan:\nRest.", "\(note ?? nil)")
    #expect(note?["noteId"] == "n")
    #expect(note?["extra"]?["x"] == 1)
  }

  @Test(arguments: [
    ("", "malformedStream"), ("<html>log in</html>", "malformedStream"), ("[]", "malformedStream"),
    ("{}", "malformedStream"), (#"{"noteId":"n"}"#, "malformedStream"), (#"{"plan":7}"#, "malformedStream"),
    (#"{"plan":" ","subjective":""}"#, "malformedStream"), (#"{"plan":"Rest."#, "malformedStream"),
    (#"{"plan":"Rest.","status":"processing"}"#, "malformedStream"),
    (#"{"plan":"Rest.","status":"failed"}"#, "generationFailed"),
    (#"{"plan":"Rest.","error":{"code":"C","message":"m"}}"#, "generationFailed"),
    (#"{"plan":"Rest."} trailing"#, "malformedStream"),
    (#"{"data":{"plan":"Rest.","status":"processing"}}"#, "malformedStream"),
    (#"{"status":"processing","data":{"plan":"Rest.","status":"completed"}}"#, "malformedStream"),
    (#"{"note":{"plan":"Rest.","error":"no"}}"#, "generationFailed"),
    (#"{"status":"failed","note":{"plan":"Rest."}}"#, "generationFailed"),
    (#"{"note":{"note":{"note":{"plan":"Rest."}}}}"#, "malformedStream"),
    (#"{"note":"Plan: rest."}"#, "malformedStream"), (#"{"note":{"plan":["Rest."]}}"#, "malformedStream"),
    // What libraries differ on is settled before any text goes out.
    (#"{"plan":"Rest.",}"#, "malformedStream"), (#"{"plan":"Rest.","n":[1,]}"#, "malformedStream"),
    (#"{"plan":"Rest.","n":1e999}"#, "malformedStream"), (#"{"plan":"Rest.","n":01}"#, "malformedStream"),
    ("{\"plan\":\"Rest.\"}\u{0}", "malformedStream"), (#"{"plan":"Rest.","n":"\q"}"#, "malformedStream"),
    // Whatever does not say that it is complete is not.
    (#"{"plan":"Rest.","state":"processing"}"#, "malformedStream"),
    (#"{"plan":"Rest.","status":"completed","state":"processing"}"#, "malformedStream"),
    (#"{"plan":"Rest.","status":{"x":1}}"#, "malformedStream"), (#"{"plan":"Rest.","status":0}"#, "malformedStream"),
    (#"{"plan":"Rest.","status":false}"#, "malformedStream"), (#"{"plan":"Rest.","status":""}"#, "malformedStream"),
    (#"{"plan":"Rest.","success":false}"#, "generationFailed"), (#"{"plan":"Rest.","success":0}"#, "malformedStream"),
    (#"{"plan":"Rest.","error":"no"}"#, "generationFailed"), (#"{"plan":"Rest.","error":false}"#, "generationFailed"),
    (#"{"plan":"Rest.","errors":[{"code":"C"}]}"#, "generationFailed"),
    (#"{"plan":"Rest.","data":{"status":"failed"}}"#, "generationFailed"),
    (#"{"plan":"Rest.","data":{"state":"processing"}}"#, "malformedStream"),
    (#"{"plan":"Rest.","note":{"error":"no"}}"#, "generationFailed"),
  ])
  func `what is no note is never answered as one`(answer: String, reason: String) async throws {
    let upstream = try ScriptedUpstream(answering: answer)
    let server = try await quickServer(upstream)
    let id = server.request("soapNote/create", Self.sample.with(["partialResultToken": "t"]))
    let error = try await server.response(to: id)["error"]
    #expect(try Relay(server.messages, id: id, partialToken: "t").text.isEmpty)
    #expect(error?["code"] == -32803)
    #expect(error?["data"]?["reason"] == .string(reason))
    #expect(error?["data"]?["attempts"] == 1)
    #expect(error?["data"]?["partial"] == ["chunks": 0, "characters": 0])
    #expect(error?["data"]?["partialText"] == nil)
  }

  @Test(arguments: [
    ("status=503;times=1", nil as String?, 2), ("reset=head;times=1", nil, 2), ("reset=20;times=1", nil, 2),
    ("cut=20", "malformedStream", 1),
    ("status=503", "upstreamUnavailable", 2), ("status=401", "unauthorized", 1),
    ("status=402", "insufficientBalance", 1),
    ("status=202", "malformedStream", 1),
  ])
  func `failures are told and repeated as for generate`(fault: String, reason: String?, attempts: Int) async throws {
    let upstream = try Upstream(faults: fault)
    let answer = try await quickServer(upstream).call("soapNote/create", Self.sample)
    #expect(answer["error"]?["data"]?["reason"]?.string == reason)
    #expect((answer["result"] ?? answer["error"]?["data"])?["attempts"]?.int == attempts)
    #expect(upstream.sandbox.statistics.requests == attempts)
  }

  @Test
  func `so many are asked for at a time, and who waits can be cancelled`() async throws {
    let upstream = try Upstream(faults: "stall=head")
    let server = try await quickServer(upstream, ["limits": ["concurrentRequests": 2]])
    let first = (0..<2).map { _ in server.request("soapNote/create", Self.sample) }
    _ = try await upstream.requests(2)
    let second = (0..<3).map { _ in server.request("soapNote/create", Self.sample) }
    server.notify("$/cancelRequest", ["id": second[1]])
    #expect(try await server.response(to: second[1])["error"]?["code"] == -32800)
    // A note that is streamed does not wait.
    let live = server.request("soapNote/generate", Self.sample)
    _ = try await upstream.requests(3)
    #expect(upstream.requests.map(\.head.path) == ["/v1/note", "/v1/note", "/v1/stream/note"])
    try upstream.sandbox.setFaults("")
    server.notify("$/cancelRequest", ["id": first[0]])
    for id in [second[0], second[2]] { #expect(try await server.response(to: id)["result"] != nil) }
    for id in [first[1], live] {
      server.notify("$/cancelRequest", ["id": id])
      #expect(try await server.response(to: id)["error"]?["code"] == -32800)
    }
    #expect(upstream.sandbox.statistics.requests == 5)
    #expect(try await server.finish() == .status(0))
  }

  @Test
  func `the offline engine makes the same note as ever`() async throws {
    let server = try ServerProcess()
    let whole = try await server.call("soapNote/create", Self.sample)["result"]
    let live = try await server.call("soapNote/generate", Self.sample)["result"]
    #expect(whole?["engine"] == "offline")
    #expect(whole?["text"] == live?["text"])
    #expect(whole?["text"]?.string?.isEmpty == false)
  }

  @Test
  func `a thousand notes take eight connections, and none waits for another`() async throws {
    // The first of them is a slow one.
    let upstream = try Upstream(faults: "stall=head;times=1")
    let server = try ServerProcess(environment: upstream.environment)
    server.request("soapNote/create", Self.sample, id: "slow")
    _ = try await upstream.requests(1)
    let ids = (0..<1000).map { server.request("soapNote/create", Self.sample, id: .string("n\($0)")) }
    server.endInput()
    for id in ids {
      let answer = try await server.response(to: id, within: .seconds(60))
      #expect(answer["result"]?["text"] == .string(Sample.note))
    }
    #expect(server.messages.count == ids.count, "one answer each, and none to the slow one")
    #expect(upstream.sandbox.statistics.connections == 8)
    #expect(upstream.sandbox.statistics.requests == 1001)
    #expect(server.state.exit == nil, "the end of the input is no cancel: the slow one is waited for")
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status")))
  func `twice as many notes take no more memory`() async throws {
    let upstream = try Upstream()
    let server = try await quickServer(upstream)
    func memory() throws -> Int {
      let status = try String(contentsOfFile: "/proc/\(server.processID)/status", encoding: .utf8)
      let match = try #require(status.firstMatch(of: #/VmRSS:\s+([0-9]+) kB/#))
      return try #require(Int(match.1)) * 1024
    }
    func round() async throws {
      let ids = (0..<400).map { _ in server.request("soapNote/create", Self.sample) }
      for id in ids { #expect(try await server.response(to: id, within: .seconds(60))["result"] != nil) }
    }
    try await round()
    let once = try memory()
    try await round()
    let twice = try memory()
    #expect(twice < once + 8 << 20, "\(once) bytes, then \(twice)")
    #expect(upstream.sandbox.statistics.requests == 800)
  }
}
