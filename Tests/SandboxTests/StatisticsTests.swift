import Foundation
import Sandbox
import Testing

@Suite(.timeLimit(.minutes(5)))
struct StatisticsTests {
  @Test
  func `the statistics add up`() async throws {
    let server = try makeServer()
    let whole = try Reply(server, request(transcript: "a b c"))
    _ = try Reply(server, request("GET", "/v1/specialties"))
    let wire = try Reply(server, request("GET", "/sandbox/stats", key: nil))
    let overWire = try JSONDecoder().decode(SandboxStatistics.self, from: Data(wire.body))
    #expect(overWire.openConnections >= 1)
    #expect(overWire.connections == 3)
    #expect(overWire.requests == 2)
    #expect(overWire.streams == 1)
    #expect(overWire.cancelled == 0)
    #expect(overWire.bytesSent > whole.raw.count)
    let last = try await server.wait { $0.openConnections == 0 }
    #expect(last.streamsInFlight == 0)
    #expect(last == server.statistics)
  }

  @Test(arguments: ["", "reset=20", "close=20", "cut=20", "status=500"])
  func `what the server itself ends does not count as cancelled`(fault: String) async throws {
    let server = try makeServer()
    _ = try Reply(server, request(fault: fault, transcript: "a b c d e f g h"))
    let statistics = try await server.wait { $0.openConnections == 0 }
    #expect(statistics.cancelled == 0)
    #expect(statistics.streamsInFlight == 0)
    #expect(statistics.streams == (fault.contains("status") ? 0 : 1))
  }

  @Test(arguments: ["delay=600000", "first=600000", "stall=20", "stall=20;heartbeat=10", "status=503;delay=600000"])
  func `a client that leaves is noticed in every state`(fault: String) async throws {
    let server = try makeServer()
    let client = try RawClient(port: server.port)
    client.send(try request(fault: fault, transcript: "a b c d e f g h"))
    try await server.wait { $0.requests == 1 && ($0.streamsInFlight == 1 || fault.contains("status")) }
    #expect(server.statistics.openConnections == 1)
    client.leave()
    let statistics = try await server.wait { $0.openConnections == 0 }
    #expect(statistics.streamsInFlight == 0)
    // Bytes may have been on their way when the answer had not begun: the client left before its end all the same.
    #expect(statistics.cancelled == 1)
  }

  @Test
  func `waiting ends with the task and with the server`() async throws {
    let server = try makeServer()
    let waiting = Task { try await server.wait { $0.requests == 1_000 } }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    let other = Task { try await server.wait { $0.requests == 1_000 } }
    server.stop()
    await #expect(throws: CancellationError.self) { try await other.value }
    server.stop()
  }

  @Test
  func `a server that is stopped is gone`() throws {
    let server = try makeServer()
    let client = try RawClient(port: server.port)
    client.send(try request(fault: "stall=3", transcript: "a"))
    _ = try client.read(until: "dat\r\n")
    server.stop()
    #expect([.closed, .reset].contains(try client.readToEnd()))
    #expect(server.statistics.openConnections == 0)
    #expect(throws: (any Error).self) { try RawClient(port: server.port) }
  }

  @Test
  func `a port that is taken is an error`() throws {
    let server = try makeServer()
    let error = #expect(throws: SandboxError.self) { try makeServer { $0.port = server.port } }
    #expect(error.map { "\($0)" }?.contains("cannot listen on 127.0.0.1:\(server.port)") == true)
  }
}
