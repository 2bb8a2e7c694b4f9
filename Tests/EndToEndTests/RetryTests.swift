import Sandbox
import Testing

@Suite(.crowd, .timeLimit(.minutes(5)))
struct RetryTests {
  private static let settings: JSON = ["retry": ["maxAttempts": 3, "baseDelayMs": 1]]

  @Test(arguments: [
    "status=503;times=1", "status=429;code=RATE_LIMITED;times=2", "close=head;times=2", "cut=event:0;times=1",
    "stall=head;times=1",
  ])
  func `before any text a failed attempt is made again in silence`(fault: String) async throws {
    let upstream = try Upstream(faults: fault)
    let settings = Self.settings.with(["timeouts": ["firstChunkMs": 300]])
    let relay = try await generate(from: upstream, settings: settings)
    #expect(relay.result?["text"] == .string(Sample.note))
    #expect(relay.result?["attempts"]?.int == upstream.sandbox.statistics.requests)
    #expect(upstream.sandbox.statistics.requests > 1)
    #expect(relay.restarts.isEmpty)
  }

  /// Nothing is sent twice without being counted, where the connection had served another request neither.
  @Test(arguments: ["soapNote/generate", "soapNote/create"], ["close=head", "reset=head"])
  func `a kept connection that closes without an answer is a lost one`(method: String, fault: String) async throws {
    let upstream = try Upstream()
    let params: JSON = ["transcript": .string(Sample.transcript)]
    for attempts in 1...2 {
      let server = try await quickServer(
        upstream, ["retry": ["maxAttempts": .number(String(attempts)), "baseDelayMs": 1]])
      for _ in 1...2 {
        try upstream.sandbox.setFaults("")
        #expect(try await server.call(method, params)["result"]?["attempts"] == 1)
        let before = upstream.sandbox.statistics.requests
        try upstream.sandbox.setFaults("\(fault);times=1")
        let answer = try await server.call(method, params)
        #expect(answer["error"]?["data"]?["reason"]?.string == (attempts == 1 ? "connectionLost" : nil), "\(answer)")
        #expect((answer["result"] ?? answer["error"]?["data"])?["attempts"]?.int == attempts)
        #expect(upstream.sandbox.statistics.requests == before + attempts)
      }
    }
  }

  @Test(arguments: ["cut=event:3;times=1", "reset=event:2;times=1", "stall=event:3;times=1"])
  func `after text it is made again only for a client that knows restart`(fault: String) async throws {
    let settings = Self.settings.with(["timeouts": ["idleMs": 300]])
    let reason = fault.hasPrefix("stall") ? "timeout" : "connectionLost"
    let upstream = try Upstream(faults: fault)
    let stays = try await generate(from: upstream, settings: settings)
    #expect(stays.reason == reason)
    #expect(stays.data?["retryable"] == true)
    #expect(stays.data?["attempts"] == 1)
    #expect(stays.restarts.isEmpty)
    #expect(upstream.sandbox.statistics.requests == 1)

    try upstream.sandbox.setFaults(fault)
    let again = try await generate(["allowRestart": true], from: upstream, settings: settings)
    #expect(again.result?["text"] == .string(Sample.note))
    #expect(again.result?["attempts"] == 2)
    #expect(again.restarts.count == 1)
    #expect(again.restarts[0]["attempt"] == 2)
    #expect(again.restarts[0]["maxAttempts"] == 3)
    #expect(again.restarts[0]["reason"] == .string(reason))
    #expect(again.restarts[0]["delayMs"]?.int != nil)
    #expect(again.chunks.count > 1 && again.progress.first?["kind"] == "chunk")
    // Sections are told anew after the restart, where they then are.
    let start = try #require(again.progress.lastIndex { $0["kind"] == "restart" })
    #expect(again.progress[start...].filter { $0["kind"] == "section" }.count == 4)
  }

  @Test
  func `the attempts end, and the last failure is the answer`() async throws {
    let upstream = try Upstream(faults: "cut=event:3")
    let relay = try await generate(["allowRestart": true], from: upstream, settings: Self.settings)
    #expect(relay.reason == "connectionLost")
    #expect(relay.data?["attempts"] == 3)
    #expect(relay.restarts.map { $0["attempt"] } == [2, 3])
    #expect(upstream.sandbox.statistics.requests == 3)
  }

  @Test
  func `without partial results a restart loses nothing, so it needs no leave`() async throws {
    let upstream = try Upstream(faults: "cut=event:3;times=1")
    let server = try ServerProcess(environment: upstream.environment)
    let answer = try await server.call("soapNote/generate", ["transcript": "x"])
    #expect(answer["result"]?["text"] == .string(Sample.note))
    #expect(answer["result"]?["attempts"] == 2)
  }

  @Test(arguments: ["status=429;body=empty", "status=503;body=empty"])
  func `Retry-After is waited for, and no longer than the request may take`(fault: String) async throws {
    let upstream = try Upstream(faults: "\(fault);header=Retry-After:1;times=1")
    let relay = try await generate(from: upstream, settings: Self.settings)
    #expect(relay.result?["attempts"] == 2)
    #expect(try #require(relay.result?["timing"]?["totalMs"]?.int) >= 1000)

    try upstream.sandbox.setFaults("\(fault);header=Retry-After:3600")
    let late = try await generate(from: upstream, settings: Self.settings)
    #expect(late.error?["code"] == -32803)
    #expect(late.data?["attempts"] == 1)
    #expect(late.data?["retryAfterMs"] == 3_600_000)
    #expect(late.data?["retryable"] == true)
  }

  /// That the header is there says what it is about, even where it says nothing of the time.
  @Test(arguments: ["soon", "1.5", "Sun Nov  6 08:49:37 1994", "Sunday, 06-Nov-94 08:49:37 GMT"])
  func `a Retry-After that tells no time ahead is met with the ordinary wait`(value: String) async throws {
    let upstream = try ScriptedUpstream { peer, number in
      let answer =
        number == 1
        ? "HTTP/1.1 429 X\r\nRetry-After: \(value)\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        : "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\ndata: [DONE]\n\n"
      peer.send(answer)
    }
    let relay = try await generate(from: upstream, settings: Self.settings)
    #expect(relay.result?["attempts"] == 2, "\(relay.response)")
  }

  @Test
  func `the wait doubles, and half of it is drawn`() async throws {
    let upstream = try Upstream(faults: "cut=event:1")
    let relay = try await generate(
      ["allowRestart": true], from: upstream, settings: ["retry": ["maxAttempts": 4, "baseDelayMs": 100]])
    let delays = relay.restarts.compactMap { $0["delayMs"]?.int }
    #expect(delays.count == 3)
    for (delay, range) in zip(delays, [50...100, 100...200, 200...400]) { #expect(range.contains(delay)) }
  }
}
