import HTTPStreaming
import Notes
import Testing

@testable import NoteEngines

@Suite(.timeLimit(.minutes(1)))
struct SOAPNoteAPIEngineTests {
  private static func upstream(_ attempts: Int = 3, url: String = "https://api.example") -> Upstream {
    Upstream(
      baseURL: url, keys: FixedKey(), timeouts: HTTPTimeouts(total: .seconds(600)),
      retry: RetryPolicy(maxAttempts: attempts, baseDelay: .zero), eventBytes: 1000, answerBytes: 1000,
      audioBytes: 1000, userAgent: "test/1")
  }

  /// The completion, or the reason why there is none.
  private static func run(
    _ client: ScriptedClient, _ sink: RecordingSink, attempts: Int = 3
  ) async -> Result<Completion, EngineError> {
    let engine = SOAPNoteAPIEngine(upstream(attempts), client: client)
    do throws(EngineError) {
      return .success(try await engine.generate(Encounter(transcript: "x", specialty: "physician"), into: sink))
    } catch {
      return .failure(error)
    }
  }

  private static let stream =
    "\u{FEFF}: c\n\ndata: {\"content\":\"Plan:\\n\\ud835\"}\r\n\r\ndata: {\"content\":\n"
    + "data: \"\\udd4f é\"}\r\rdata: nonsense\n\nevent: x\nid: 1\ndata:{\"id\":1,\"content\":\"rest\"}\n\ndata: [DONE]\r\n\r\n"

  @Test
  func `the note is the same wherever the stream is cut`() async throws {
    let bytes = Array(Self.stream.utf8)
    var cuts = (0...bytes.count).map { [Array(bytes[..<$0]), Array(bytes[$0...])] }
    cuts.append(bytes.map { [$0] })
    for pieces in cuts {
      let sink = RecordingSink()
      let completion = try await Self.run(ScriptedClient(.stream(pieces)), sink).get()
      #expect(sink.text == "Plan:\n𝕏 érest")
      #expect(completion.warnings == ["1 malformed event skipped"])
      #expect(completion.attempts == 1)
      #expect(!sink.isRegistered, "nothing is kept of a stream that is over")
    }
  }

  @Test
  func `a stream that ends before DONE is lost, wherever it ends`() async throws {
    let bytes = Array(Self.stream.utf8)
    // The line ends after it do not matter.
    for count in 0..<(bytes.count - 4) {
      let client = ScriptedClient(.stream([Array(bytes[..<count])]))
      guard case .failure(let error) = await Self.run(client, RecordingSink(), attempts: 1) else {
        Issue.record("a note of the first \(count) bytes")
        continue
      }
      #expect(error.reason == .connectionLost)
    }
  }

  @Test
  func `nothing after the terminal event is read`() async throws {
    for end in ["data: [DONE]\n\n", "data: {\"error\":\"x\"}\n\n"] {
      let client = ScriptedClient(
        .stream([Array("data: {\"content\":\"a\"}\n\n\(end)data: {\"content\":\"b\"}\n\n".utf8), [0x61]]))
      let sink = RecordingSink()
      _ = await Self.run(client, sink)
      #expect(sink.text == "a")
      #expect(client.events == [.pass(.finished)])
    }
  }

  @Test
  func `the clocks are told when the stream flows`() async throws {
    let pieces = [
      ": comment\n\n", "data: {\"content\":\"\"}\n\n", "data: {\"content\":\"a\"}\n\n", ": c\n\n", "data: [DONE]\n\n",
    ]
    let client = ScriptedClient(.stream(pieces.map { Array($0.utf8) }))
    _ = try await Self.run(client, RecordingSink()).get()
    #expect(
      client.events == [
        .pass(.awaitingFirst), .pass(.awaitingFirst), .pass(.flowing), .pass(.flowing), .pass(.finished),
      ])
  }

  @Test
  func `reading stops while the sink is behind, and goes on`() async throws {
    let pieces = ["data: {\"content\":\"a\"}\n\n", "data: {\"content\":\"b\"}\n\n", "data: [DONE]\n\n"]
    let client = ScriptedClient([.head(200, [])] + pieces.map { .body(Array($0.utf8)) } + [.end])
    let sink = RecordingSink(pauses: 2)
    _ = try await Self.run(client, sink).get()
    #expect(sink.text == "ab")
    #expect(
      client.events == [.pass(.paused), .resume, .pass(.paused), .resume, .pass(.finished)])
  }

  @Test
  func `a failed attempt is made again until one is whole`() async throws {
    let lost: [ScriptedClient.Step] = [
      .head(200, [("content-type", "text/event-stream")]), .fail(.broken(detail: "x")),
    ]
    let busy: [ScriptedClient.Step] = [.head(503, [("Retry-After", "0")]), .body(Array("no".utf8)), .end]
    let client = ScriptedClient(lost, busy, .stream("data: {\"content\":\"a\"}\n\ndata: [DONE]"))
    let sink = RecordingSink()
    let completion = try await Self.run(client, sink).get()
    #expect(completion.attempts == 3)
    #expect(sink.restarts == [.connectionLost, .upstreamUnavailable])
    #expect(sink.text == "a")
  }

  @Test(arguments: [false, true])
  func `after text there is another attempt only where the sink allows it`(isAllowed: Bool) async {
    let half: [ScriptedClient.Step] = [
      .head(200, []), .body(Array("data: {\"content\":\"a\"}\n\n".utf8)), .fail(.timedOut(.idle)),
    ]
    let client = ScriptedClient(half, .stream("data: {\"content\":\"b\"}\n\ndata: [DONE]"))
    let sink = RecordingSink(allowRestart: isAllowed)
    let result = await Self.run(client, sink)
    switch result {
    case .success(let completion):
      #expect(isAllowed)
      #expect(completion.attempts == 2)
      #expect(sink.text == "b")
    case .failure(let error):
      #expect(!isAllowed)
      #expect(error.reason == .timeout)
      #expect(error.attempts == 1)
    }
    #expect(client.requests.count == (isAllowed ? 2 : 1))
  }

  @Test
  func `cancelling the task cancels the exchange`() async {
    let client = ScriptedClient([.head(200, []), .body(Array("data: {\"content\":\"a\"}\n\n".utf8))])
    let work = Task { await Self.run(client, RecordingSink()) }
    while client.events.isEmpty { await Task.yield() }
    work.cancel()
    guard case .failure(let error) = await work.value else {
      Issue.record("a note of a cancelled request")
      return
    }
    #expect(error.reason == .cancelled)
    #expect(client.events.last == .cancel)
    #expect(client.requests.count == 1)
  }

  @Test
  func `cancelling the task ends the wait between attempts`() async {
    let client = ScriptedClient([.head(503, [("Retry-After", "300")]), .body([]), .end])
    let sink = RecordingSink()
    let work = Task { await Self.run(client, sink) }
    while sink.restarts.isEmpty { await Task.yield() }
    work.cancel()
    guard case .failure(let error) = await work.value else {
      Issue.record("a note of a cancelled request")
      return
    }
    #expect(error.reason == .cancelled)
  }

  @Test
  func `a request that is cancelled before it begins is not sent`() async {
    let client = ScriptedClient(.stream("data: [DONE]\n\n"))
    let work = Task {
      // Only ever ends by the cancel.
      do { try await Task.sleep(for: .seconds(3600)) } catch {}
      return await Self.run(client, RecordingSink())
    }
    work.cancel()
    guard case .failure(let error) = await work.value else {
      Issue.record("a note of a cancelled request")
      return
    }
    #expect(error.reason == .cancelled)
    #expect(client.requests.isEmpty)
  }
}

/// A key that is at hand.
private struct FixedKey: KeyProvider {
  func key() async throws(EngineError) -> Redacted<String> { Redacted("snapi_sk_test_1") }
  func reject(_ key: Redacted<String>) {}
}
