import Sandbox
import Testing

/// `soapNote/status` with `probe`, and `soapNote/prepare`.
@Suite(.crowd, .timeLimit(.minutes(5)))
struct ProbeTests {
  private static func probe(_ environment: [String: String], settings: JSON = [:]) async throws -> JSON {
    let server = try ServerProcess(environment: environment)
    _ = try await server.call("initialize", ["capabilities": [:], "initializationOptions": settings])
    let result = try await server.call("soapNote/status", ["probe": true])["result"]
    #expect(result?["engine"] == "soapnoteapi")
    #expect(!server.output.contains("canary".utf8))
    return try #require(result?["probe"])
  }

  @Test
  func `an endpoint that answers is timed, without a key`() async throws {
    let upstream = try Upstream()
    let probe = try await Self.probe(upstream.environment)
    #expect(probe["reachable"] == true)
    #expect(probe["message"] == nil)
    #expect(probe["reason"] == nil)
    let timing = try #require(probe["timing"])
    #expect(timing.keys == ["nameLookupMs", "connectMs", "firstByteMs"], "no TLS")
    let steps = ["nameLookupMs", "connectMs", "firstByteMs"].compactMap { timing[$0]?.int }
    #expect(steps == steps.sorted())
    #expect(upstream.requests.allSatisfy { $0.head["authorization"] == nil && $0.bytes.isEmpty })
    #expect(upstream.requests.count == 1)
  }

  @Test
  func `each probe connects anew, and the time until the answer is the server's`() async throws {
    let upstream = try Upstream(faults: "delay=150")
    let server = try ServerProcess(environment: upstream.environment)
    for count in 1...2 {
      let probe = try await server.call("soapNote/status", ["probe": true])["result"]?["probe"]
      #expect(probe?["timing"]?["firstByteMs"]?.int ?? 0 >= 150)
      #expect(probe?["timing"]?["connectMs"] != nil)
      #expect(upstream.sandbox.statistics.connections == count)
    }
  }

  @Test(arguments: [
    ("status=503", "upstreamUnavailable", "Try again"), ("status=404", "invalidRequest", "base URL"),
    ("status=200;body=html", "malformedStream", "log-in page"),
    ("status=302;body=html;redirect=http://127.0.0.1:1/login", "malformedStream", "another address"),
    ("reset=head", "connectionLost", "was lost"), ("stall=head", "timeout", "Try again"),
  ])
  func `an endpoint that does not answer as it should is told with the next step`(
    fault: String, reason: String, words: String
  ) async throws {
    let upstream = try Upstream(faults: fault)
    let probe = try await Self.probe(upstream.environment, settings: ["timeouts": ["firstChunkMs": 300]])
    #expect(probe["reachable"] == false)
    #expect(probe["reason"] == .string(reason))
    #expect(probe["message"]?.string?.contains(words) == true, "\(probe)")
    #expect(upstream.requests.count == 1, "a probe is no request: it is not repeated")
  }

  @Test(arguments: [
    ("http://127.0.0.1:1", "upstreamUnavailable", "No connection"),
    ("https://no.such.host.invalid", "upstreamUnavailable", "could not be found"),
    ("nonsense", "notConfigured", "SOAPNOTEAPI_BASE_URL"), ("http://192.0.2.1", "insecureEndpoint", "https"),
  ])
  func `an address that leads nowhere is told`(address: String, reason: String, words: String) async throws {
    let probe = try await Self.probe(["SOAPNOTEAPI_KEY": Upstream.key, "SOAPNOTEAPI_BASE_URL": address])
    #expect(probe["reachable"] == false)
    #expect(probe["reason"] == .string(reason))
    #expect(probe["message"]?.string?.contains(words) == true, "\(probe)")
  }

  @Test
  func `nothing is probed unasked, nor for the offline engine`() async throws {
    let upstream = try Upstream()
    let server = try ServerProcess(environment: upstream.environment)
    #expect(try await server.call("soapNote/status")["result"]?["probe"] == nil)
    let offline = try ServerProcess(environment: upstream.environment.merging(["SOAPNOTE_ENGINE": "offline"]) { $1 })
    #expect(try await offline.call("soapNote/status", ["probe": true])["result"]?["probe"] == nil)
    #expect(upstream.sandbox.statistics.connections == 0)
  }

  @Test(arguments: ["soapNote/generate", "soapNote/create"])
  func `after prepare a note needs no new connection`(method: String) async throws {
    let upstream = try Upstream()
    let server = try ServerProcess(environment: upstream.environment)
    server.notify("soapNote/prepare")
    try await upstream.wait(for: "a connection at rest") { $0.requests == 1 && $0.bytesSent > 1000 }
    // What the upstream sent before is read by the time that these are answered.
    for _ in 1...10 { _ = try await server.call("soapNote/status") }
    #expect(try await server.call(method, ["transcript": .string(Sample.transcript)])["result"] != nil)
    #expect(upstream.requests.map(\.head.path).first == "/v1/specialties")
    #expect(upstream.requests.first?.head["authorization"] == nil)
    #expect(upstream.sandbox.statistics.connections == 1)
  }
}
