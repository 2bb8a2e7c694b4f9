import Sandbox
import Testing

@Suite(.crowd, .timeLimit(.minutes(5)))
struct GenerateTests {
  @Test(arguments: Framing.allCases)
  func `a note is relayed in chunks that joined are the result`(framing: Framing) async throws {
    let upstream = try Upstream()
    let relay = try await generate(from: upstream, framing: framing)
    #expect(relay.text == Sample.note)
    let result = try #require(relay.result)
    #expect(result["text"] == .string(Sample.note))
    #expect(result["engine"] == "soapnoteapi")
    #expect(result["specialty"] == "physician")
    #expect(result["attempts"] == 1)
    #expect(result["timing"]?["firstChunkMs"]?.int != nil)
    #expect(result["timing"]?["totalMs"]?.int != nil)
    #expect(
      result["sections"] == [
        "subjective": "Dull headache for two days, \"6/10\", naïve to triptans.", "objective": "BP 120/80 – alert 👩‍⚕️.",
        "assessment": "Tension-type headache.", "plan": "1. Rest\n2. Water \\ fluids 𝕏",
      ])
    #expect(result.keys == ["text", "sections", "engine", "specialty", "attempts", "timing"])
    #expect(upstream.requests.count == 1)
  }

  /// The note is the same however the upstream cuts, escapes and frames it.
  @Test(arguments: [
    "words=1", "chars=1", "chars=7", "sections", "sections;chars=1", "escapes=all", "escapes=all;chars=1",
    "escapes=split", "eol=crlf", "eol=cr", "eol=mixed", "bom", "comments", "fields", "multiline",
    "multiline;eol=cr;bom;comments;fields;chars=1", "drip", "drip=wire;words=9", "framing=close", "framing=length",
    "http10", "split=1,2,3,50", "done=line", "done=bare", "done=bare;framing=close",
    "heartbeat=1;pace=3", "sections;escapes=split;done=line;eol=crlf",
  ])
  func `the text does not depend on its way here`(shape: String) async throws {
    let upstream = try Upstream(faults: shape)
    let relay = try await generate(from: upstream)
    #expect(relay.result?["text"] == .string(Sample.note))
    #expect(relay.result?["warnings"] == nil)
    #expect(
      relay.announcements.compactMap { $0["section"]?.string } == ["subjective", "objective", "assessment", "plan"])
  }

  @Test
  func `line ends and every kind of character pass unchanged`() async throws {
    let note =
      "Subjective:\r\nA\u{301} \u{0} \u{1F} \u{7F} \u{2028} \u{85} \u{FEFF} \u{FFFD}\rcr \u{10FFFF}\tend\r\n\r\n"
    let upstream = try Upstream(note: note)
    let relay = try await generate(from: upstream)
    #expect(relay.result?["text"]?.string.map { Array($0.utf8) } == Array(note.utf8))
    #expect(Array(relay.text.utf8) == Array(note.utf8))
  }

  @Test
  func `without tokens only the answer comes`() async throws {
    let upstream = try Upstream()
    let server = try ServerProcess(environment: upstream.environment)
    let answer = try await server.call("soapNote/generate", ["transcript": .string(Sample.transcript)])
    #expect(answer["result"]?["text"] == .string(Sample.note))
    #expect(try await server.finish() == .status(0))
    #expect(server.messages.count == 1)
  }

  @Test
  func `the engine that needs no key streams section by section`() async throws {
    let relay = try await generate(environment: [:])
    let result = try #require(relay.result)
    #expect(result["engine"] == "offline")
    #expect(result["warnings"]?.array?.isEmpty == false)
    #expect(relay.work.last?["message"]?.string?.contains("review") == true)
    #expect(
      relay.announcements.compactMap { $0["section"]?.string } == ["subjective", "objective", "assessment", "plan"])
    #expect(relay.chunks.count >= 4)
    let units = Array((result["text"]?.string ?? "").utf16)
    let transcript = Array(Sample.transcript.utf16)
    let evidence = try #require(result["evidence"]?.array)
    #expect(!evidence.isEmpty)
    for span in evidence {
      let (start, end) = try #require(Self.range(span["note"]))
      let (from, to) = try #require(Self.range(span["transcript"]))
      #expect(units.indices.contains(start) && start < end && end <= units.count)
      #expect(transcript.indices.contains(from) && from < to && to <= transcript.count)
    }
  }

  private static func range(_ span: JSON?) -> (Int, Int)? {
    guard let start = span?["start"]?.int, let end = span?["end"]?.int else { return nil }
    return (start, end)
  }

  @Test(arguments: [
    (nil as JSON?, [:], "physician"), ("dentist", [:], "dentist"), ("made up", [:], "made up"),
    (nil, ["SOAPNOTE_SPECIALTY": "slp"], "slp"), ("dentist", ["SOAPNOTE_SPECIALTY": "slp"], "dentist"),
  ])
  func `the specialty is the request's, else the configured one`(
    asked: JSON?, environment: [String: String], expected: String
  ) async throws {
    let upstream = try Upstream()
    let relay = try await generate(
      asked.map { ["specialty": $0] } ?? [:], from: upstream, environment: environment)
    #expect(relay.result?["specialty"] == .string(expected))
    #expect(upstream.requests.first?.body["specialty"] == .string(expected))
  }

  @Test
  func `a note without text is said to be empty`() async throws {
    let upstream = try ScriptedUpstream(stream: "data: [DONE]\n\n")
    let relay = try await generate(from: upstream)
    #expect(relay.result?["text"] == "")
    #expect(relay.result?["sections"] == [:])
    #expect(relay.result?["warnings"]?.array?.isEmpty == false)
    #expect(relay.result?["timing"]?["firstChunkMs"] == nil)
  }

  @Test(
    arguments: [
      ["transcript": 7], ["transcript": nil], [:], ["transcript": "x", "textDocument": ["uri": "file:///a"]],
      ["textDocument": ["uri": "file:///not-open"]], ["textDocument": [:]], ["transcript": "x", "specialty": 1],
      ["transcript": "x", "context": []], ["transcript": "x", "context": "c"], ["transcript": "x", "engine": "other"],
      ["transcript": "x", "engine": 1], ["transcript": "x", "allowRestart": "yes"],
      ["transcript": "x", "coalesceMs": -1],
      ["transcript": "x", "coalesceMs": "16"], ["transcript": "x", "includeIcd11": 1],
      ["transcript": "x", "partialResultToken": [:]], ["transcript": "x", "workDoneToken": true],
      ["transcript": "x", "range": ["start": ["line": 0, "character": 0], "end": ["line": 0, "character": 1]]],
    ] as [JSON])
  func `wrong parameters are refused with a sentence, and nothing is sent`(params: JSON) async throws {
    let upstream = try Upstream()
    let server = try ServerProcess(environment: upstream.environment)
    let error = try await server.call("soapNote/generate", params)["error"]
    #expect(error?["code"] == -32602)
    #expect(error?["message"]?.string?.isEmpty == false)
    #expect(try await server.finish() == .status(0))
    #expect(upstream.sandbox.statistics.requests == 0)
    #expect(server.messages.count == 1, "no progress either")
  }

  @Test(arguments: ["", " \n\t"])
  func `an empty transcript is refused before anything is sent`(transcript: String) async throws {
    let upstream = try Upstream()
    let relay = try await generate(["transcript": .string(transcript)], from: upstream)
    #expect(relay.error?["code"] == -32803)
    #expect(relay.reason == "invalidRequest")
    #expect(relay.data?["attempts"] == 0)
    #expect(upstream.sandbox.statistics.requests == 0)
  }
}
