import Foundation
import Sandbox
import Testing

/// What a client, its machine or its user can do to the process.
@Suite(.crowd, .timeLimit(.minutes(5)))
struct HostileClientTests {
  private static func request(_ number: Int, _ method: String, _ params: String) -> String {
    #"{"jsonrpc":"2.0","id":"\#(number)","method":"\#(method)","params":\#(params)}"# + "\n"
  }

  @Test
  func `a flood of requests and cancels is answered, each once, and leaves nothing`() async throws {
    let upstream = try Upstream(faults: "stall=event:1")
    let server = try ServerProcess(environment: upstream.environment)
    let (rounds, cancels) = (2000, 48)
    for number in 0..<rounds {
      let params = #"{"transcript":"x","partialResultToken":\#(number)}"#
      let cancel = #"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"\#(number)"}}"# + "\n"
      let stranger = #"{"jsonrpc":"2.0","method":"window/workDoneProgress/cancel","params":{"token":"none"}}"# + "\n"
      server.write(
        Self.request(number, "soapNote/generate", params) + cancel
          + String(repeating: stranger, count: cancels) + cancel)
    }
    _ = try await server.wait(for: "the answers", within: .seconds(120)) {
      $0.wire.messages.count { $0["id"] != nil } >= rounds ? true : nil
    }
    try await upstream.wait(for: "the end of all streams") { $0.streamsInFlight == 0 && $0.openConnections == 0 }
    try upstream.sandbox.setFaults("")
    let next = try await server.call("soapNote/generate", ["transcript": "x"])
    #expect(next["result"]?["text"] == .string(Sample.note))
    #expect(try await server.finish() == .status(0))
    let answers = server.messages.filter { $0["id"] != nil }
    #expect(answers.count == rounds + 1)
    #expect(Set(answers.compactMap { $0["id"]?.string }).count == rounds)
    #expect(answers.dropLast().allSatisfy { $0["error"]?["code"] == -32800 })
  }

  @Test
  func `sixteen streams for a client that does not read are bounded, and are all there when it reads`() async throws {
    let upstream = try Upstream(faults: "load=events:100000000")
    let server = try ServerProcess(environment: upstream.environment, framing: .headers)
    _ = try await server.call("initialize", ["capabilities": [:]])
    let before = try Holdings(server).memory
    let ids = (0..<16).map { number in
      server.request("soapNote/generate", ["transcript": "x", "partialResultToken": .number(String(number))])
    }
    server.setReading(.paused)
    try await upstream.wait(for: "the streams") { $0.streams == 16 }
    try await upstream.waitForStandstill()
    let growth = try Holdings(server).memory - before
    #expect(growth < 48 << 20, "\(growth) bytes for a client that does not read")
    // A cancel is read, and reaches the upstream, although nobody takes the answer.
    server.notify("$/cancelRequest", ["id": ids[7]])
    try await upstream.wait(for: "the close of one") { $0.streamsInFlight == 15 && $0.cancelled == 1 }
    let waiting = server.messages.count
    server.setReading(.on)
    _ = try await server.wait(for: "some of each") { $0.wire.messages.count > waiting + 200 ? true : nil }
    for id in ids { server.notify("$/cancelRequest", ["id": id]) }
    for id in ids { _ = try await server.response(to: id) }
    try await upstream.wait(for: "the close of all") { $0.openConnections == 0 }
    let log = server.messages
    for (number, id) in zip(0..., ids) {
      let relay = try Relay(log, id: id, partialToken: .number(String(number)))
      #expect(relay.error?["code"] == -32800)
      guard number != 7 else { continue }
      // Three words an event, the first of them its number.
      let numbers = relay.text.split(separator: " ").enumerated().filter { $0.offset % 3 == 0 }
      #expect(numbers.count > 1000)
      #expect(zip(0..., numbers.dropLast()).allSatisfy { Int($1.element) == $0 }, "all of it, in order")
    }
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGKILL], Framing.allCases)
  func `a signal that ends the process ends its streams`(signal: Int32, framing: Framing) async throws {
    let upstream = try Upstream(faults: "stall=event:2")
    let server = try ServerProcess(environment: upstream.environment, framing: framing)
    _ = try await server.call("initialize", ["capabilities": [:]])
    server.request("soapNote/generate", ["transcript": "x", "partialResultToken": "t"])
    _ = try await server.message("text") { $0["params"]?["token"] == "t" }
    server.kill(signal)
    _ = try await server.exit()
    try await upstream.wait(for: "the close") { $0.openConnections == 0 }
    #expect(!server.messages.contains { $0["result"]?["text"] != nil })
  }

  @Test(arguments: [[SIGPIPE], [SIGSTOP, SIGCONT], [SIGTSTP, SIGCONT], [SIGTTOU, SIGCONT], [SIGWINCH, SIGCHLD]])
  func `a signal that does not end the process does not disturb it`(signals: [Int32]) async throws {
    let upstream = try Upstream(faults: "pace=30")
    let server = try ServerProcess(environment: upstream.environment)
    let id = server.request("soapNote/generate", ["transcript": "x", "partialResultToken": "t"])
    _ = try await server.message("text") { $0["params"]?["token"] == "t" }
    for signal in signals {
      server.kill(signal)
      let sent = upstream.sandbox.statistics.bytesSent
      try await upstream.wait(for: "more of the stream") { $0.bytesSent > sent }
    }
    _ = try await server.response(to: id)
    #expect(try Relay(server.messages, id: id, partialToken: "t").result?["text"] == .string(Sample.note))
    #expect(try await server.finish() == .status(0))
  }

  /// Closes what the process that runs the tests hands down beyond the standard streams.
  private static let alone = "for f in /proc/self/fd/*; do n=${f##*/}; [ $n -gt 2 ] && exec {n}>&-; done; "

  /// Starts the program by way of a shell that sets the scene.
  private static func stage(_ scene: String, _ environment: [String: String]) throws -> ServerProcess {
    try ServerProcess(
      ["-c", scene.replacing("@", with: "exec '\(Program.path)'")], environment: environment, executable: "/bin/bash")
  }

  @Test(arguments: [64, 80])
  func `with few descriptors requests wait for their turn, and the process lives`(limit: Int) async throws {
    let upstream = try Upstream(faults: "pace=5")
    let server = try Self.stage(Self.alone + "ulimit -n \(limit); @", upstream.environment)
    let settings: JSON = ["retry": ["maxAttempts": 1]]
    _ = try await server.call("initialize", ["capabilities": [:], "initializationOptions": settings])
    let ids = (0..<60).map { number in
      server.request("soapNote/generate", ["transcript": "x", "partialResultToken": .number(String(number))])
    }
    for (number, id) in zip(0..., ids) {
      _ = try await server.response(to: id, within: .seconds(60))
      let relay = try Relay(server.messages, id: id, partialToken: .number(String(number)))
      #expect(relay.result?["text"] == .string(Sample.note), "\(relay.response)")
    }
    let status = try await server.call("soapNote/status")
    #expect(status["result"] != nil)
    let offline = try await server.call("soapNote/generate", ["transcript": "Cough.", "engine": "offline"])
    #expect(offline["result"] != nil)
    #expect(try await server.finish() == .status(0))
    server.checkOutput()
  }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")),
    arguments: ["@ 2>/dev/full", "@ 2>&-", "@ 3<&- 4<&-"])
  func `a log that cannot be written does no harm`(scene: String) async throws {
    let upstream = try Upstream()
    let server = try Self.stage(scene, upstream.environment)
    server.write("{not JSON\n")
    let answer = try await server.call("soapNote/generate", ["transcript": "x"])
    #expect(answer["result"]?["text"] == .string(Sample.note))
    #expect(try await server.finish() == .status(0))
  }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")),
    arguments: ["@ >/dev/full", "@ >&-"])
  func `output that cannot be written ends the session, and says so`(scene: String) async throws {
    let upstream = try Upstream(faults: "stall=event:3")
    let server = try Self.stage(scene, upstream.environment)
    server.request("soapNote/generate", ["transcript": "x", "partialResultToken": "t"])
    #expect(try await server.exit() == .status(1))
    #expect(!server.standardError.isEmpty)
    try await upstream.wait(for: "the close") { $0.openConnections == 0 }
  }

  @Test
  func `without standard input there is nothing to do`() async throws {
    let server = try Self.stage("@ <&-", [:])
    #expect([.status(0), .status(1)].contains(try await server.exit()))
    #expect(server.messages.isEmpty)
  }
}
