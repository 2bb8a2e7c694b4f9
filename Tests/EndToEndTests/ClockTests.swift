import Sandbox
import Testing

/// The four clocks, each with a limit that is short against the others.
@Suite(.crowd, .timeLimit(.minutes(5)))
struct ClockTests {
  private static func settings(_ clock: String, _ limit: Int) -> JSON {
    ["retry": ["maxAttempts": 1], "timeouts": .object([clock: .number(String(limit))])]
  }

  @Test(arguments: [
    // Nothing at all; a head and then nothing; a stream that never says anything.
    ("firstChunkMs", "stall=head", "timeout", false), ("firstChunkMs", "stall=event:0", "timeout", false),
    ("firstChunkMs", "stall=event:0;heartbeat=50", "timeout", false), ("firstChunkMs", "first=60000", "timeout", false),
    ("idleMs", "stall=event:2", "timeout", true), ("totalMs", "pace=100;chars=1", "timeout", true),
    ("totalMs", "endless=events,20", "timeout", true), ("totalMs", "stall=head", "timeout", false),
  ])
  func `a clock that runs out is a timeout, and the connection is closed`(
    clock: String, fault: String, reason: String, hasText: Bool
  ) async throws {
    let upstream = try Upstream(faults: fault)
    let relay = try await generate(from: upstream, settings: Self.settings(clock, 400))
    #expect(relay.reason == reason)
    #expect(relay.data?["retryable"] == true)
    #expect(relay.chunks.isEmpty != hasText)
    try await upstream.wait(for: "the close") { $0.openConnections == 0 }
  }

  @Test
  func `a stream that goes on is not idle, however long it takes`() async throws {
    let upstream = try Upstream(faults: "pace=150;words=4")
    let relay = try await generate(from: upstream, settings: Self.settings("idleMs", 1000))
    #expect(relay.result?["text"] == .string(Sample.note))
    #expect(try #require(relay.result?["timing"]?["totalMs"]?.int) > 1000)
  }

  @Test
  func `comments keep a stream alive that has begun`() async throws {
    let upstream = try Upstream(faults: "stall=event:3,2500;heartbeat=100")
    let relay = try await generate(from: upstream, settings: Self.settings("idleMs", 1200))
    #expect(relay.result?["text"] == .string(Sample.note))
  }

  @Test
  func `a connection that is not made in time is unavailable`() async throws {
    let deaf = try DeafListener()
    let relay = try await generate(
      environment: ["SOAPNOTEAPI_KEY": Upstream.key, "SOAPNOTEAPI_BASE_URL": "http://127.0.0.1:\(deaf.port)"],
      settings: Self.settings("connectMs", 300))
    #expect(relay.reason == "upstreamUnavailable")
    withExtendedLifetime(deaf) {}
  }
}
