import Foundation
import Sandbox
import Testing

/// A note is complete only with `[DONE]`: no stream that was cut anywhere is ever answered as one.
@Suite(.crowd, .timeLimit(.minutes(5)))
struct CompletionTests {
  private static let stream =
    "data: {\"content\":\"Plan:\\n\"}\n\ndata: {\"content\":\"\\ud835\\udd4f é\"}\r\n\r\n: c\n\ndata: [DONE]\n\n"

  private static let settings: JSON = ["retry": ["maxAttempts": 1]]

  @Test
  func `a stream that ends before DONE is lost, wherever it ends`() async throws {
    let bytes = Array(Self.stream.utf8)
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
    let upstream = try ScriptedUpstream { peer, number in peer.send(Array(head.utf8) + bytes[..<(number - 1)]) }
    let done = Self.stream.utf8.count - 2
    try await Self.ask(upstream.environment, times: bytes.count + 1) { count, relay in
      if count >= done {
        #expect(relay.result?["text"] == "Plan:\n𝕏 é")
      } else {
        #expect(relay.reason == "connectionLost", "after \(count) bytes")
      }
    }
  }

  /// The same with a declared end: cut by a proxy that ends the body in order, closed, or reset.
  @Test(arguments: ["cut", "close", "reset"], ["chunked", "length"])
  func `a response that is cut short is lost, wherever it is cut`(fault: String, framing: String) async throws {
    let upstream = try Upstream(note: "Plan:\n𝕏 é", faults: "chars=4;framing=\(framing)")
    let whole = try await generate(from: upstream)
    #expect(whole.result?["text"] == "Plan:\n𝕏 é")
    // The body: 3 events and [DONE].
    let length = "data: {\"content\":\"\"}\n\n".utf8.count * 3 + "Plan:\\n𝕏 é".utf8.count
    try await Self.ask(upstream.environment, times: length) { count in
      try upstream.sandbox.setFaults("chars=4;framing=\(framing);\(fault)=\(count)")
    } then: { count, relay in
      #expect(relay.result == nil, "after \(count) bytes")
      #expect(relay.reason == "connectionLost")
      #expect("Plan:\n𝕏 é".hasPrefix(relay.text))
    }
  }

  /// Asks one server again and again; the number begins at 0.
  private static func ask(
    _ environment: [String: String], times: Int, first: (Int) throws -> Void = { _ in },
    then check: (Int, Relay) throws -> Void
  ) async throws {
    let server = try ServerProcess(environment: environment)
    _ = try await server.call("initialize", ["capabilities": [:], "initializationOptions": settings])
    for number in 0..<times {
      try first(number)
      let token = JSON.number(String(number))
      let id = server.request("soapNote/generate", ["transcript": "x", "partialResultToken": token])
      _ = try await server.response(to: id)
      try check(number, try Relay(server.messages, id: id, partialToken: token))
    }
  }

  @Test(arguments: ["first", "1", "middle", "last"], ["string,end", "string,done", "object,done", "object,more"])
  func `an error event fails the note wherever it stands`(place: String, form: String) async throws {
    let upstream = try Upstream(faults: "error=\(place),\(form);words=2")
    let relay = try await generate(from: upstream)
    #expect(relay.error?["code"] == -32803)
    #expect(relay.reason == "generationFailed")
    #expect(relay.data?["attempts"] == 1)
    #expect(relay.data?["upstreamCode"] == (form.hasPrefix("object") ? "GENERATION_FAILED" : nil))
    #expect(Sample.note.hasPrefix(relay.text))
    #expect((relay.text == Sample.note) == (place == "last"))
    #expect(relay.text.isEmpty == (place == "first"))
    #expect(upstream.sandbox.statistics.requests == 1)
  }

  @Test
  func `without a token the text that came is in the error`() async throws {
    let upstream = try Upstream(faults: "cut=done")
    let server = try ServerProcess(environment: upstream.environment)
    _ = try await server.call("initialize", ["capabilities": [:], "initializationOptions": Self.settings])
    let error = try await server.call("soapNote/generate", ["transcript": "x"])["error"]
    #expect(error?["data"]?["partialText"] == .string(Sample.note))
    #expect(error?["data"]?["partial"] == ["chunks": 0, "characters": 0])
    let other = try await server.call("soapNote/generate", ["transcript": "x", "partialResultToken": "t"])["error"]
    #expect(other?["data"]?["reason"] == "connectionLost")
    #expect(other?["data"]?["partialText"] == nil)
    #expect(other?["data"]?["partial"]?["characters"]?.int == Sample.note.utf16.count)
  }

  @Test
  func `the text of an attempt is not lost when the next one fails without any`() async throws {
    let upstream = try Upstream(faults: "cut=done;times=1|status=503")
    let server = try ServerProcess(environment: upstream.environment)
    let settings: JSON = ["retry": ["maxAttempts": 2, "baseDelayMs": 1]]
    _ = try await server.call("initialize", ["capabilities": [:], "initializationOptions": settings])
    let params: JSON = ["transcript": "x", "allowRestart": true]
    let error = try await server.call("soapNote/generate", params)["error"]
    #expect(error?["data"]?["reason"] == "upstreamUnavailable")
    #expect(error?["data"]?["partialText"] == .string(Sample.note))
  }

  @Test(arguments: [
    // eventBytes, fault: an event over the limit, a line without an end, an event without an end
    ("giant=20000", "malformedStream"), ("giant=20000,first", "malformedStream"), ("endless=line", "malformedStream"),
    ("endless=lines", "malformedStream"), ("giant=5000", "result"), ("endless=events", "malformedStream"),
  ])
  func `what is larger than its limit is stopped`(fault: String, outcome: String) async throws {
    let upstream = try Upstream(faults: fault)
    let relay = try await generate(
      from: upstream, settings: ["limits": ["eventBytes": 10_000, "noteBytes": 100_000]])
    #expect(relay.reason ?? "result" == outcome)
    if outcome != "result" {
      #expect(relay.data?["retryable"] == false)
      try await upstream.wait(for: "the close") { $0.streamsInFlight == 0 && $0.requests == 1 }
    }
  }
}
