import Sandbox
import Testing

/// Which requests a fault is for.
@Suite(.timeLimit(.minutes(5)))
struct FaultRulesTests {
  private func statuses(_ server: SandboxServer, _ count: Int = 5) throws -> [Int] {
    try (0..<count).map { _ in try Reply(server, request(transcript: "a")).status }
  }

  @Test(arguments: [
    ("status=503", [503, 503, 503, 503, 503]), ("status=503;times=2", [503, 503, 200, 200, 200]),
    ("status=503;skip=1;times=2", [200, 503, 503, 200, 200]),
    ("status=503;times=1\nstatus=429;times=2|status=500;skip=1", [503, 429, 429, 200, 500]),
    ("status=503;on=/v1/note", [200, 200, 200, 200, 200]), ("status=503;on=/v1/stream", [503, 503, 503, 503, 503]),
    ("", [200, 200, 200, 200, 200]),
  ])
  func `standing faults are for the requests they name`(rules: String, expected: [Int]) throws {
    let server = try makeServer { $0.faults = rules }
    #expect(try statuses(server) == expected)
    try server.setFaults(rules)
    #expect(try statuses(server) == expected)
  }

  @Test
  func `faults are set and cleared over the wire`() throws {
    let server = try makeServer()
    let rules = "status=503;times=1\nstatus=500"
    #expect(try Reply(server, request("PUT", "/sandbox/fault", key: nil, body: rules)).status == 204)
    #expect(try statuses(server, 3) == [503, 500, 500])
    let refused = try Reply(server, request("PUT", "/sandbox/fault", key: nil, body: "status=503\nnonsense=1"))
    #expect(refused.status == 400)
    #expect(refused.text.contains("no fault is called 'nonsense'"))
    #expect(try statuses(server, 1) == [500])
    #expect(try Reply(server, request("DELETE", "/sandbox/fault", key: nil)).status == 204)
    #expect(try statuses(server, 1) == [200])
  }

  @Test
  func `a request's own fault comes before the standing one, and leaves it`() throws {
    let server = try makeServer { $0.faults = "status=503;times=1" }
    #expect(try Reply(server, request(fault: "status=418", transcript: "a")).status == 418)
    let path = "/v1/stream/note?a=b&fault=status=419%3bbody=text"
    #expect(try Reply(server, request("POST", path, transcript: "a")).status == 419)
    #expect(try Reply(server, request(fault: "", transcript: "a")).status == 200)
    #expect(try statuses(server, 2) == [503, 200])
  }

  @Test
  func `what is asked of the sandbox itself is spared`() throws {
    let server = try makeServer { $0.faults = "status=503;times=1" }
    #expect(try Reply(server, request("GET", "/sandbox/stats", fault: "status=500")).status == 200)
    #expect(try Reply(server, request("OPTIONS", "/v1/stream/note")).status == 204)
    #expect(try statuses(server, 2) == [503, 200])
  }

  @Test
  func `a server does not start with a fault that cannot be understood`() {
    #expect(throws: SandboxError.invalidFault(.unknownDirective("nonsense"))) {
      try makeServer { $0.faults = "nonsense" }
    }
  }
}
