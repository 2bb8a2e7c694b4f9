import Sandbox
import Testing

/// `soapNote/specialties`: the upstream's list, or the built-in one.
@Suite(.crowd, .timeLimit(.minutes(5)))
struct SpecialtyTests {
  @Test
  func `the upstream's list is asked for once, without the key`() async throws {
    let upstream = try Upstream()
    let server = try ServerProcess(environment: upstream.environment)
    for _ in 1...3 {
      let result = try await server.call("soapNote/specialties")["result"]
      #expect(result?["source"] == "upstream")
      #expect(result?["specialties"]?.array?.count == 24)
      #expect(
        result?["specialties"]?.array?.first
          == ["id": "nurse_practitioner", "name": "Nurse Practitioner", "templates": ["standard"]])
    }
    #expect(upstream.requests.map(\.head.path) == ["/v1/specialties"])
    #expect(upstream.requests.first?.head["authorization"] == nil)
    _ = try await server.call("soapNote/reload")
    _ = try await server.call("soapNote/specialties")
    #expect(upstream.requests.count == 2)
  }

  @Test(arguments: [
    "status=500", "status=404", "status=200;body=html", "status=200;body=empty", "status=307;redirect=/v1/specialties",
    "reset=head", "cut=50", "garbage=head", "stall=head", "stall=20",
  ])
  func `where it cannot be had the built-in list stands in, soon`(fault: String) async throws {
    let upstream = try Upstream(faults: fault)
    let server = try ServerProcess(environment: upstream.environment)
    let start = ContinuousClock.now
    for _ in 1...2 {
      let result = try await server.call("soapNote/specialties")["result"]
      #expect(result?["source"] == "builtin")
      #expect(result?["specialties"]?.array?.count == 24)
    }
    #expect(start.duration(to: .now) < .seconds(5))
    #expect(upstream.requests.count == 1, "nobody waits for it again so soon")
  }

  @Test
  func `another address is asked anew`() async throws {
    let (first, second) = (try Upstream(faults: "status=500"), try Upstream())
    let server = try ServerProcess(environment: first.environment)
    #expect(try await server.call("soapNote/specialties")["result"]?["source"] == "builtin")
    server.notify(
      "workspace/didChangeConfiguration",
      ["settings": ["soapnoteapi": ["baseURL": .string(second.sandbox.url)]]])
    #expect(try await server.call("soapNote/specialties")["result"]?["source"] == "upstream")
  }

  @Test
  func `a server that is not there is no obstacle`() async throws {
    let server = try ServerProcess(
      environment: ["SOAPNOTEAPI_KEY": Upstream.key, "SOAPNOTEAPI_BASE_URL": "http://127.0.0.1:1"])
    #expect(try await server.call("soapNote/specialties")["result"]?["source"] == "builtin")
  }
}
