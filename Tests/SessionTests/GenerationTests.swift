import JSONRPC
import Notes
import Testing

@testable import Session

@Suite(.timeLimit(.minutes(1)))
struct GenerationTests {
  private static let request =
    #"{"jsonrpc":"2.0","id":1,"method":"soapNote/generate","params":{"transcript":"x","partialResultToken":"t","#
    + #""workDoneToken":"w"}}"#

  private static func values(_ messages: [JSONValue], _ token: JSONValue) -> [JSONValue] {
    messages.filter { $0["params"]?["token"] == token }.compactMap { $0["params"]?["value"] }
  }

  /// An engine that does not care: it writes on after the cancel and says that its note is complete.
  @Test
  func `an engine that goes on after a cancel is not heard`() async throws {
    let (begun, gate) = (Signal(), Signal())
    let client = Client { sink in
      _ = sink.append(Array("first".utf8).span, section: nil)
      _ = sink.commit()
      begun.raise()
      await gate.wait()
      _ = sink.append(Array("second".utf8).span, section: nil)
      _ = sink.commit()
      return Completion()
    }
    try client.send(Self.request)
    await begun.wait()
    try client.send(#"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":1}}"#)
    gate.raise()
    let messages = try await client.messages()
    #expect(Self.values(messages, "t").map { $0["text"] } == ["first"])
    #expect(Self.values(messages, "w").map { $0["kind"] } == ["begin", "end"])
    let error = messages.last?["error"]
    #expect(error?["code"] == -32800)
    #expect(
      error?["data"] == [
        "reason": "cancelled", "upstreamClosed": true, "partial": ["chunks": 1, "characters": 5],
      ])
  }

  @Test(arguments: Reason.allCases.filter { $0 != .cancelled })
  func `each failure is told with all that is known of it`(reason: Reason) async throws {
    let client = Client { sink throws(EngineError) in
      _ = sink.append(Array("é𝕏".utf8).span, section: nil)
      _ = sink.commit()
      throw EngineError(
        reason, "Sentence.", attempts: 2, httpStatus: 418, upstreamCode: "C",
        details: [.init(field: "f", message: "m")], retryAfterMs: 7)
    }
    try client.send(Self.request)
    let messages = try await client.messages()
    let error = messages.last?["error"]
    #expect(error?["code"] == -32803)
    #expect(error?["message"] == "Sentence.")
    #expect(
      error?["data"] == [
        "reason": .string(reason.rawValue), "retryable": .bool(reason.isRetryable), "attempts": 2, "engine": "scripted",
        "httpStatus": 418, "upstreamCode": "C", "details": [["field": "f", "message": "m"]], "retryAfterMs": 7,
        "partial": ["chunks": 1, "characters": 3],
      ])
    #expect(Self.values(messages, "w").last?["message"] == "Sentence.")
  }

  @Test
  func `after a restart only the new text counts`() async throws {
    let client = Client { sink throws(EngineError) in
      _ = sink.append(Array("Subjective:\nold".utf8).span, section: nil)
      _ = sink.commit()
      sink.restart(attempt: 2, maxAttempts: 3, reason: .timeout, delay: .milliseconds(1500))
      _ = sink.append(Array("new".utf8).span, section: SectionName(.plan))
      _ = sink.commit()
      throw EngineError(.connectionLost, "Lost.")
    }
    try client.send(Self.request)
    let messages = try await client.messages()
    let values = Self.values(messages, "t")
    let restart = try #require(values.firstIndex { $0["kind"] == "restart" })
    #expect(
      values[restart] == ["kind": "restart", "attempt": 2, "maxAttempts": 3, "reason": "timeout", "delayMs": 1500])
    let after = values[(restart + 1)...]
    #expect(after.compactMap { $0["text"]?.string }.joined() == "Plan:\nnew")
    #expect(after.first { $0["kind"] == "chunk" }?["seq"] == 0)
    #expect(after.first { $0["kind"] == "section" }?["offset"] == 0)
    #expect(messages.last?["error"]?["data"]?["partial"]?["characters"] == 9)
  }

  @Test(arguments: [
    ([0, 100, 249, 250, 400, 500], [0, 250, 500]), ([10], [10]), ([0, 1000, 2000], [0, 1000, 2000]),
  ])
  func `reports are a quarter of a second apart`(times: [Int], reported: [Int]) {
    var reporter = WorkDoneReporter(token: .number(1))
    let told = times.filter { reporter.report("Plan", after: .milliseconds($0)) != nil }
    #expect(told == reported)
  }
}
