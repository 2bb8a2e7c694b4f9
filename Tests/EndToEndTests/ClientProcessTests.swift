import Foundation
import Sandbox
import Testing

@Suite(.crowd, .timeLimit(.minutes(5)))
struct ClientProcessTests {
  private static func initialize(_ server: ServerProcess, _ processID: JSON) async throws {
    #expect(try await server.call("initialize", ["processId": processID, "capabilities": [:]])["result"] != nil)
  }

  @Test
  func `the server ends when the process that started it is dead, even before it is buried`() async throws {
    let client = try ChildProcess("/bin/sh", ["-c", "read line"], environment: [:])
    defer { for end in [client.input, client.output, client.errors] { close(end) } }
    let upstream = try Upstream(faults: "stall=event:1")
    let server = try ServerProcess(environment: upstream.environment, framing: .headers)
    try await Self.initialize(server, .number(String(client.id)))
    server.request("soapNote/generate", ["transcript": "x", "partialResultToken": "t"])
    _ = try await server.message("text") { $0["method"] == "$/progress" }
    kill(client.id, SIGKILL)
    client.waitForEnd()
    // A zombie until it is reaped.
    #expect(try await server.exit() == .status(1))
    #expect(server.standardError.contains("gone"))
    try await upstream.wait(for: "the close") { $0.openConnections == 0 }
    #expect(client.reap() == .signal(SIGKILL))
  }

  @Test
  func `a process that was never to be seen does not end the session`() async throws {
    let past = try ChildProcess("/bin/sh", ["-c", ":"], environment: [:])
    for end in [past.input, past.output, past.errors] { close(end) }
    past.waitForEnd()
    _ = past.reap()
    let server = try ServerProcess(framing: .headers)
    try await Self.initialize(server, .number(String(past.id)))
    // The watch looks every second: three looks that change nothing, counted by the answers between.
    let start = ContinuousClock.now
    let upstream = try ScriptedUpstream { peer, _ in peer.awaitClose() }
    server.notify(
      "workspace/didChangeConfiguration",
      [
        "settings": [
          "soapNote": [
            "soapnoteapi": [
              "baseURL": .string("http://127.0.0.1:\(upstream.port)"), "apiKey": .string(Upstream.key),
            ], "timeouts": ["firstChunkMs": 2500], "retry": ["maxAttempts": 1],
          ]
        ]
      ])
    #expect(try await server.call("soapNote/generate", ["transcript": "x"])["error"]?["data"]?["reason"] == "timeout")
    #expect(start.duration(to: .now) > .seconds(2))
    #expect(try await server.call("soapNote/status")["result"] != nil)
  }

  @Test(arguments: [nil, 0, -1, 99_999_999_999] as [JSON])
  func `a process number that is none does no harm`(id: JSON) async throws {
    let server = try ServerProcess(framing: .headers)
    try await Self.initialize(server, id)
    #expect(try await server.call("soapNote/status")["result"] != nil)
  }

  @Test
  func `a process that lives keeps the session`() async throws {
    let server = try ServerProcess(framing: .headers)
    try await Self.initialize(server, .number(String(getpid())))
    _ = try await server.call("shutdown")
    server.notify("exit")
    #expect(try await server.exit() == .status(0))
  }

  @Test(arguments: Framing.allCases)
  func `a client that no longer reads ends the session`(framing: Framing) async throws {
    let upstream = try Upstream(faults: "endless=events,5")
    let server = try ServerProcess(environment: upstream.environment, framing: framing)
    _ = try await server.call("initialize", ["capabilities": [:]])
    server.request("soapNote/generate", ["transcript": "x", "partialResultToken": "t"])
    _ = try await server.message("text") { $0["method"] == "$/progress" }
    server.setReading(.closed)
    #expect(try await server.exit() == .status(1), "not killed by SIGPIPE")
    #expect(server.standardError.contains("no longer reads"))
    try await upstream.wait(for: "the close") { $0.openConnections == 0 }
  }

  @Test(arguments: Framing.allCases)
  func `an answer that nobody takes ends the session`(framing: Framing) async throws {
    let server = try ServerProcess(framing: framing)
    _ = try await server.call("initialize", ["capabilities": [:]])
    server.setReading(.closed)
    _ = try await server.wait(for: "the end of reading") { $0.isClosed ? true : nil }
    server.request("shutdown")
    #expect(try await server.exit() == .status(1), "not killed by SIGPIPE")
  }
}
