import Sandbox
import Testing

/// Which engine writes a note is never a surprise.
@Suite(.crowd, .timeLimit(.minutes(5)))
struct EngineChoiceTests {
  struct Row: Sendable {
    var environment: [String: String] = [:]
    var settings: JSON?
    var engine: JSON?
    /// The engine that answers, or the reason why none does.
    var outcome: String

    init(_ environment: [String: String], settings: JSON? = nil, asked: JSON? = nil, _ outcome: String) {
      (self.environment, self.settings, engine, self.outcome) = (environment, settings, asked, outcome)
    }
  }

  private static let key = ["SOAPNOTEAPI_KEY": "snapi_sk_test_1"]
  private static let both = ["SOAPNOTEAPI_KEY": "snapi_sk_test_1", "SOAPNOTE_ENGINE": "offline"]

  @Test(arguments: [
    Row([:], "offline"), Row(key, "soapnoteapi"), Row(key, asked: "offline", "offline"), Row(both, "offline"),
    Row(both, settings: ["engine": "soapnoteapi"], "soapnoteapi"),
    Row(both, settings: ["engine": "auto"], "soapnoteapi"),
    Row(key, settings: ["engine": "offline"], asked: "soapnoteapi", "soapnoteapi"),
    Row([:], asked: "soapnoteapi", "notConfigured"), Row([:], asked: "openai", "notConfigured"),
    Row([:], settings: ["engine": "soapnoteapi"], "notConfigured"),
    Row([:], settings: ["engine": "openai"], "notConfigured"),
    Row(["SOAPNOTE_ENGINE": "soapnoteapi"], "notConfigured"), Row(["SOAPNOTE_ENGINE": "unheard of"], "notConfigured"),
    Row(["SOAPNOTEAPI_KEY": ""], "offline"), Row(["SOAPNOTEAPI_KEY": "with a blank"], "notConfigured"),
    Row(["SOAPNOTEAPI_KEY": "line\nend: x"], "notConfigured"),
  ])
  func `the engine is the one that was chosen, or none`(row: Row) async throws {
    let upstream = try Upstream()
    let relay = try await generate(
      row.engine.map { ["engine": $0] } ?? [:],
      environment: row.environment.merging(["SOAPNOTEAPI_BASE_URL": upstream.sandbox.url]) { $1 },
      settings: row.settings)
    #expect(relay.reason ?? relay.result?["engine"]?.string == row.outcome)
    #expect(upstream.sandbox.statistics.requests == (row.outcome == "soapnoteapi" ? 1 : 0))
    if relay.result == nil {
      #expect(relay.error?["code"] == -32803)
      #expect(relay.data?["retryable"] == false)
      #expect(relay.data?["attempts"] == 0)
    }
  }

  @Test(arguments: ["status=500", "status=401", "status=402", "reset=head", "cut=event:0", "error=first"])
  func `a failure never brings in another engine`(fault: String) async throws {
    let upstream = try Upstream(faults: fault)
    let relay = try await generate(from: upstream, settings: ["retry": ["maxAttempts": 2, "baseDelayMs": 1]])
    #expect(relay.result == nil)
    #expect(relay.data?["engine"] == "soapnoteapi")
    #expect(relay.chunks.isEmpty)
  }

  @Test
  func `initialize and status name the engine in force and why`() async throws {
    for (environment, engine, source) in [
      ([:], "offline", nil), (["SOAPNOTEAPI_KEY": Upstream.key], "soapnoteapi", "SOAPNOTEAPI_KEY"),
    ] as [([String: String], JSON, JSON?)] {
      let server = try ServerProcess(environment: environment)
      let initialized = try await server.call("initialize", ["capabilities": [:]])["result"]
      let capability = initialized?["capabilities"]?["experimental"]?["soapNote"]
      #expect(capability?["engine"] == engine)
      #expect(capability?["engines"]?.array?.contains(engine) == true)
      let status = try await server.call("soapNote/status")["result"]
      #expect(status?["engine"] == engine)
      #expect(status?["reason"]?.string?.isEmpty == false)
      #expect(status?["key"]?["found"] == .bool(source != nil))
      #expect(status?["key"]?["source"] == source)
      #expect(status?["endpoint"] == (source == nil ? nil : "https://api.soapnoteapi.com"))
      #expect(status?["versions"]?["server"] == initialized?["serverInfo"]?["version"])
      #expect(!server.output.contains(Upstream.key.utf8))
    }
  }
}
