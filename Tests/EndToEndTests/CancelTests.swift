import Sandbox
import Testing

@Suite(.crowd, .timeLimit(.minutes(5)))
struct CancelTests {
  /// What names the request to be cancelled.
  enum Name: CaseIterable { case id, partialToken, workToken }

  /// Where the request is when the cancel comes.
  enum Stage: String, CaseIterable {
    case beforeFirstByte = "stall=head"
    case beforeFirstEvent = "stall=event:0"
    case midStream = "stall=event:4"
    case flowing = "endless=events,1"
    case flood = "endless=events"
    case inWait = "status=503;header=Retry-After:300"
    case afterDone = "stall=done"

    var hasText: Bool { self == .midStream || self == .flowing || self == .flood || self == .afterDone }
  }

  private static func cancel(_ server: ServerProcess, _ id: JSON, by name: Name) {
    switch name {
    case .id: server.notify("$/cancelRequest", ["id": id])
    case .partialToken: server.notify("window/workDoneProgress/cancel", ["token": "text"])
    case .workToken: server.notify("window/workDoneProgress/cancel", ["token": "work"])
    }
  }

  private static func expectCancelled(_ relay: Relay) {
    #expect(relay.error?["code"] == -32800)
    #expect(relay.data?["reason"] == "cancelled")
    #expect(relay.data?["upstreamClosed"] == true)
    #expect(relay.data?["partial"]?.keys == ["chunks", "characters"])
    #expect(relay.data?.keys == ["reason", "upstreamClosed", "partial"])
  }

  @Test(arguments: Stage.allCases, Name.allCases)
  func `a cancel stops the text, closes the connection and is answered once`(stage: Stage, name: Name) async throws {
    let upstream = try Upstream(faults: stage.rawValue + ";times=1")
    let server = try ServerProcess(environment: upstream.environment, framing: .headers)
    _ = try await server.call(
      "initialize", ["capabilities": [:], "initializationOptions": ["retry": ["baseDelayMs": 200_000]]])
    let params: JSON = ["transcript": "x", "partialResultToken": "text", "workDoneToken": "work"]
    let id = server.request("soapNote/generate", params, id: "to be cancelled")
    if stage.hasText {
      _ = try await server.message("text") { $0["params"]?["value"]?["kind"] == "chunk" }
    }
    if stage == .inWait {
      _ = try await server.message("a report") { $0["params"]?["value"]?["kind"] == "report" }
    }
    _ = try await upstream.wait(for: "the request") { $0.requests == 1 }
    Self.cancel(server, id, by: name)
    // Again, and too late: that changes nothing.
    Self.cancel(server, id, by: name)
    _ = try await server.response(to: id)
    Self.cancel(server, id, by: .id)
    if stage != .inWait { try await upstream.wait(for: "the close") { $0.openConnections == 0 && $0.cancelled == 1 } }
    // Everything may be used again at once.
    let next = server.request("soapNote/generate", params.with(["partialResultToken": "next"]))
    _ = try await server.response(to: next)
    _ = try await server.call("shutdown")
    server.notify("exit")
    #expect(try await server.exit() == .status(0))
    server.checkOutput()
    let end = try #require(server.messages.firstIndex { $0["id"] == id })
    let relay = try Relay(
      Array(server.messages[...end]), id: id, partialToken: "text", workToken: "work")
    Self.expectCancelled(relay)
    #expect(relay.chunks.isEmpty != stage.hasText)
    #expect(!server.messages[end...].contains { $0["params"]?["token"] == "text" })
    #expect(try Relay(server.messages, id: next, partialToken: "next").result?["text"] == .string(Sample.note))
  }

  @Test
  func `a cancel finds a request that waits for its connection`() async throws {
    let deaf = try DeafListener()
    defer { withExtendedLifetime(deaf) {} }
    let server = try ServerProcess(
      environment: ["SOAPNOTEAPI_KEY": Upstream.key, "SOAPNOTEAPI_BASE_URL": "http://127.0.0.1:\(deaf.port)"])
    let start = ContinuousClock.now
    let id = server.request("soapNote/generate", ["transcript": "x", "partialResultToken": "t"])
    server.notify("$/cancelRequest", ["id": id])
    _ = try await server.response(to: id)
    #expect(start.duration(to: .now) < .seconds(9), "not the connect clock")
    Self.expectCancelled(try Relay(server.messages, id: id, partialToken: "t"))
    #expect(try await server.finish() == .status(0))
  }

  @Test
  func `a cancel in the same write as the request is in time`() async throws {
    let upstream = try Upstream(faults: "stall=event:2")
    let server = try ServerProcess(environment: upstream.environment)
    server.write(
      #"{"jsonrpc":"2.0","id":1,"method":"soapNote/generate","params":{"transcript":"x","partialResultToken":"t"}}"#
        + "\n" + #"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":1}}"# + "\n")
    _ = try await server.response(to: 1)
    Self.expectCancelled(try Relay(server.messages, id: 1, partialToken: "t"))
    #expect(try await server.finish() == .status(0))
    try await upstream.wait(for: "no connection") { $0.openConnections == 0 }
  }

  /// The client does not read: the cancel is read all the same, and closes the connection.
  @Test(arguments: ["endless=events", "chars=200"])
  func `a cancel works while the client does not read`(fault: String) async throws {
    let note = String(repeating: "A line of a long note.\n", count: 4000)
    let upstream = try Upstream(note: note, faults: fault)
    let server = try ServerProcess(environment: upstream.environment)
    server.setReading(.paused)
    let id = server.request(
      "soapNote/generate", ["transcript": "x", "partialResultToken": "text", "workDoneToken": "w"])
    if fault.hasPrefix("endless") {
      // All buffers are full when the upstream is not read any further.
      try await upstream.waitForStandstill()
    } else {
      // The upstream is done: what is left waits here for the client.
      try await upstream.wait(for: "the end of the stream") { $0.streams == 1 && $0.streamsInFlight == 0 }
    }
    server.notify("$/cancelRequest", ["id": id])
    if fault.hasPrefix("endless") {
      try await upstream.wait(for: "the close") { $0.openConnections == 0 && $0.cancelled == 1 }
    } else {
      // A later request shows that the cancel has been read.
      server.request("soapNote/generate", ["transcript": "x"])
      _ = try await upstream.requests(2)
    }
    server.setReading(.on)
    _ = try await server.response(to: id)
    let relay = try Relay(server.messages, id: id, partialToken: "text", workToken: "w")
    Self.expectCancelled(relay)
    #expect(relay.work.last?["message"] == "Cancelled.")
    #expect(relay.text.utf8.count < note.utf8.count || fault.hasPrefix("endless"))
    #expect(try await server.finish() == .status(0))
  }

  @Test
  func `what is unknown or over can be cancelled without harm`() async throws {
    let upstream = try Upstream()
    let server = try ServerProcess(environment: upstream.environment)
    for id in [4711, "4711", nil, [], [:]] as [JSON] {
      server.notify("$/cancelRequest", ["id": id])
      server.notify("window/workDoneProgress/cancel", ["token": id])
    }
    server.notify("$/cancelRequest")
    server.notify("$/cancelRequest", [1])
    let id = server.request("soapNote/generate", ["transcript": "x", "partialResultToken": 1, "workDoneToken": "w"])
    // Neither is it: ids and tokens are told apart, and so are 1 and "1".
    server.notify("$/cancelRequest", ["id": "1"])
    server.notify("window/workDoneProgress/cancel", ["token": "1"])
    #expect(try await server.response(to: id)["result"] != nil)
    server.notify("$/cancelRequest", ["id": id])
    #expect(try await server.finish() == .status(0))
    #expect(server.messages.filter { $0["id"] == id }.count == 1)
  }

  @Test
  func `one cancel leaves the other requests alone`() async throws {
    let upstream = try Upstream(faults: "pace=20")
    let server = try ServerProcess(environment: upstream.environment)
    let ids = (1...5).map { number in
      server.request(
        "soapNote/generate", ["transcript": "x", "partialResultToken": .number(String(number))],
        id: .string("r\(number)"))
    }
    _ = try await server.message("text") { $0["params"]?["token"] == 3 }
    server.notify("$/cancelRequest", ["id": "r3"])
    #expect(try await server.finish() == .status(0))
    for (number, id) in zip(1..., ids) {
      let relay = try Relay(server.messages, id: id, partialToken: .number(String(number)))
      if number == 3 { Self.expectCancelled(relay) } else { #expect(relay.text == Sample.note) }
    }
  }
}

extension Upstream {
  /// Waits until nothing more can be sent: every buffer on the way is full, for half a second at least.
  func waitForStandstill() async throws {
    var (last, still) = (0, 0)
    for _ in 0..<400 {
      let sent = sandbox.statistics.bytesSent
      still = sent == last && sent > 1 << 16 ? still + 1 : 0
      last = sent
      if still == 10 { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw Board<SandboxStatistics>.TooLate(what: "a standstill")
  }
}
