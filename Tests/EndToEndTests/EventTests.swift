import Sandbox
import Testing

/// What the upstream's events say, in every form; `text` nil means that the note fails.
@Suite(.crowd, .timeLimit(.minutes(5)))
struct EventTests {
  @Test(
    arguments: [
      // {"content"}: escapes of every kind, blanks, members in any order, other members
      (#"{"content":"a b"}"#, "a b"),
      (#"{"content":"\"\\\/\b\f\n\r\t\u0041\u00e9\uD835\uDD4F\u0000"}"#, "\"\\/\u{8}\u{C}\n\r\tAé𝕏\u{0}"),
      (#" { "content" : "a" } "#, "a"),
      (#"{"id":1,"content":"a","more":{"content":"no"},"list":["content"]}"#, "a"),
      (#"{"section":null,"content":"a"}"#, "a"),
      (#"{"content":"a","error":null}"#, "a"),
      (#"{"c\u006Fntent":"a"}"#, "a"),
      (#"{"content":"a","content":"b"}"#, "b"),
      (#"{"content":""}"#, ""),
      // {"section", "content"}: the server writes the headings
      (#"{"section":"subjective","content":"a"}"#, "Subjective:\na"),
      (#"{"content":"a","section":"plan"}"#, "Plan:\na"),
      (
        #"{"section":"subjective","content":"a"}|{"section":"subjective","content":"b"}|{"section":"plan","content":"c"}"#,
        "Subjective:\nab\n\nPlan:\nc"
      ),
      (
        #"{"section":"objective","content":"a\n"}|{"section":"plan","content":"c\n\n"}"#,
        "Objective:\na\n\nPlan:\nc\n\n"
      ),
      (#"{"section":"Assessment","content":"a"}|{"section":"PLAN","content":"b"}"#, "Assessment:\na\n\nPlan:\nb"),
      (#"{"section":"subj\u0065ctive","content":"a\u0062"}"#, "Subjective:\nab"),
      (
        #"{"section":"subjective","content":"\u0061"}|{"section":"plan","content":"\u0062"}"#,
        "Subjective:\na\n\nPlan:\nb"
      ),
      (#"{"section":7,"content":"a"}"#, "a"),
      // a character in two events
      (#"{"content":"\ud835"}|{"content":"\udd4f"}"#, "𝕏"),
      (#"{"section":"plan","content":"\ud835"}|{"section":"plan","content":"\udd4fx"}"#, "Plan:\n𝕏x"),
      // {"error"}: an object, a string, whatever
      (#"{"error":"no"}"#, nil), (#"{"error":{"code":"X","message":"no"}}"#, nil), (#"{"error":{}}"#, nil),
      (#"{"error":true}"#, nil), (#"{"content":"a","error":"no"}"#, nil), (#"{"content":"a"}|{"error":"no"}"#, nil),
      (#"{"\u0065rror":"no"}"#, nil), (#"{"errors":[{"message":"no"}]}"#, nil), (#"{"error":"no",}"#, nil),
      (#"{"type":"error","message":"no"}"#, nil), (#"{"content":"a"}|{"status":"failed"}"#, nil),
    ] as [(String, String?)])
  func `an event says the same in every form`(data: String, text: String?) async throws {
    let events = data.split(separator: "|").map { "data: \($0)\n\n" }.joined()
    let upstream = try ScriptedUpstream(stream: events + "data: [DONE]\n\n")
    let relay = try await generate(from: upstream)
    #expect(relay.result?["text"]?.string == text)
    #expect(relay.result?["warnings"] == nil || text == "")
    #expect(relay.reason == (text == nil ? "generationFailed" : nil))
  }

  @Test(arguments: [
    "{\"content\":7}", "{\"content\":null}", "{\"content\":[\"a\"]}", "{}", "[]", "null", "7", "\"content\"", "text",
    "{",
    "{\"content\":\"a\"", "{\"content\":\"a\"}}", "{\"content\":\"a\"} x", "{\"content\":\"\\q\"}",
    "{\"content\":\"\\u12\"}",
    "{\"content\":\"a\tb\"}", "{\"contents\":\"a\"}", "{\"section\":\"plan\"}", "[DONE", "DONE", "[done]",
    "{'content':'a'}",
    "",
  ])
  func `anything else is skipped and counted`(data: String) async throws {
    for count in 1...2 {
      let bad = String(repeating: "data: \(data)\n\n", count: count)
      let upstream = try ScriptedUpstream(
        stream: "data: {\"content\":\"a\"}\n\n\(bad)data: {\"content\":\"b\"}\n\ndata: [DONE]\n\n")
      let relay = try await generate(from: upstream)
      #expect(relay.result?["text"] == "ab")
      let warnings = relay.result?["warnings"]?.array?.compactMap(\.string) ?? []
      #expect(warnings.count == 1)
      #expect(warnings.first?.hasPrefix("\(count) malformed") == true)
    }
  }

  @Test
  func `bytes that are no UTF-8 are never text`() async throws {
    var stream = Array("data: {\"content\":\"a\"}\n\ndata: {\"content\":\"".utf8)
    stream += [0xC3, 0x28, 0xFF, 0xED, 0xA0, 0x80]
    stream += "\"}\n\ndata: {\"content\":\"b\"}\n\ndata: [DONE]\n\n".utf8
    let relay = try await generate(from: try ScriptedUpstream(stream: stream))
    #expect(relay.result?["text"] == "ab")
    #expect(relay.result?["warnings"]?.array?.count == 1)
  }

  @Test
  func `half a character is shown as what it is, and said`() async throws {
    let stream = #"data: {"content":"a\ud835b"}"# + "\n\ndata: [DONE]\n\n"
    let relay = try await generate(from: try ScriptedUpstream(stream: stream))
    #expect(relay.result?["text"] == "a\u{FFFD}b")
    #expect(relay.result?["warnings"]?.array?.count == 1)
  }

  @Test(arguments: [
    #"{"content":"a"}"#, #"{"content":"\u0061"}"#, "text", "[DONE]", #"{"error":{"code":"C","message":"no"}}"#,
    #"{"code":"C","message":"no"}"#, "{}",
  ])
  func `an event of the type error fails the note, whatever it says`(data: String) async throws {
    for end in ["\n\ndata: [DONE]\n\n", ""] {
      let relay = try await generate(
        from: try ScriptedUpstream(stream: "data: {\"content\":\"a\"}\n\nevent: error\ndata: \(data)\(end)"))
      #expect(relay.reason == "generationFailed", "\(relay.response)")
      #expect(relay.text == "a")
      #expect(relay.data?["upstreamCode"]?.string == (data.contains("\"C\"") ? "C" : nil))
    }
  }

  @Test(arguments: ["text/event-stream\t; charset=utf-8", "text/event-stream \t;a", "Text/Event-Stream;a"])
  func `white space in the content type means nothing`(type: String) async throws {
    let upstream = try ScriptedUpstream(stream: Array("data: {\"content\":\"a\"}\n\ndata: [DONE]\n\n".utf8), type: type)
    #expect(try await generate(from: upstream).result?["text"] == "a")
  }

  @Test(
    arguments: [
      (#"{"error":{"code":"C","message":"no"}}"#, "C"), (#"{"error_code":"C","message":"no"}"#, "C"),
      (#"{"noteId":"n","plan":"Rest."}"#, nil), ("", nil), (#"{"error":"no"#, nil),
      (#"{"error":{"code":"C"},"a":"\#(String(repeating: "a", count: 100_000))"}"#, nil),
    ] as [(String, String?)])
  func `JSON in place of a stream is no note, and says why`(answer: String, code: String?) async throws {
    let relay = try await generate(from: try ScriptedUpstream(answering: answer))
    #expect(relay.reason == "malformedStream")
    #expect(relay.data?["attempts"] == 1)
    #expect(relay.data?["upstreamCode"]?.string == code)
    #expect(relay.data?["details"] == (code == nil ? nil : [["field": "upstream", "message": "no"]]))
    #expect(relay.error?["message"]?.string?.contains("base URL") == true)
    #expect(relay.text.isEmpty)
  }

  @Test(arguments: [
    "data: {\"content\":\"ab\"}\n\n", "data:{\"content\":\"ab\"}\n\n", "data: {\"content\":\ndata: \"ab\"}\n\n",
    ": comment\n\nid: 1\nevent: message\nretry: 5\nunknown\ndata: {\"content\":\"ab\"}\n\n",
    "data: {\"content\":\"ab\"}\r\n\r\n", "data: {\"content\":\"ab\"}\r\r",
    "data: {\"content\":\"a\"}\r\n\ndata: {\"content\":\"b\"}\n\r",
    "\u{FEFF}data: {\"content\":\"ab\"}\n\n", "\n\n\n\ndata: {\"content\":\"ab\"}\n\n\n\n",
    "event: note\ndata: {\"content\":\"ab\"}\n\n",
  ])
  func `the event stream format is read in full`(event: String) async throws {
    let relay = try await generate(from: try ScriptedUpstream(stream: event + "data: [DONE]\n\n"))
    #expect(relay.result?["text"] == "ab")
    #expect(relay.result?["warnings"] == nil)
  }

  @Test(arguments: [
    "data: [DONE]\n\n", "data: [DONE]\n", "data: [DONE]", "data:[DONE]", "data: [DONE]\r\n\r\n", "data: [DONE]\r\n",
    "data: [DONE]\r", "event: end\ndata: [DONE]\n\n", "data:  [DONE] \n\n",
    "data: [DONE]\n\ndata: {\"content\":\"no\"}\n\n",
    "data: [DONE]\n\ndata: {\"error\":\"no\"}\n\n",
  ])
  func `the note ends with DONE in each of its forms`(end: String) async throws {
    let relay = try await generate(
      from: try ScriptedUpstream(stream: "data: {\"content\":\"a\"}\n\n" + end))
    #expect(relay.result?["text"] == "a")
  }

  /// The upstream never ends its response; the server has all it wants.
  @Test(arguments: ["stall=end", "error=2;stall=event:3"])
  func `after the terminal event the answer waits for nothing, and the connection is closed`(
    fault: String
  ) async throws {
    let upstream = try Upstream(faults: fault)
    let server = try ServerProcess(environment: upstream.environment)
    let answer = try await server.call("soapNote/generate", ["transcript": "x"])
    #expect((answer["result"] != nil) == (fault == "stall=end"))
    try await upstream.wait(for: "the close") { $0.openConnections == 0 && $0.cancelled == 1 }
  }
}
