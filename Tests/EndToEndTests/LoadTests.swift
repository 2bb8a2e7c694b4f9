import Foundation
import Sandbox
import Testing

@Suite(.crowd, .timeLimit(.minutes(5)))
struct LoadTests {
  /// The resident memory of a process in bytes.
  private static func memory(_ server: ServerProcess) throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(server.processID)/status", encoding: .utf8)
    let match = try #require(status.firstMatch(of: #/VmRSS:\s+([0-9]+) kB/#))
    return try #require(Int(match.1)) * 1024
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status")))
  func `for a client that does not read, the upstream waits and nothing is lost`() async throws {
    let events = 170_000
    let upstream = try Upstream(faults: "load=events:\(events)")
    let server = try ServerProcess(environment: upstream.environment)
    _ = try await server.call("soapNote/status")
    let before = try Self.memory(server)
    let tokens: JSON = ["transcript": "x", "partialResultToken": "text", "workDoneToken": "work"]
    let id = server.request("soapNote/generate", tokens)
    _ = try await server.message("text") { $0["params"]?["token"] == "text" }
    server.setReading(.paused)
    try await upstream.waitForStandstill()
    #expect(upstream.sandbox.statistics.streamsInFlight == 1, "the upstream is not read to its end")
    // Reading goes on: other requests are taken, only their answers wait.
    server.request("soapNote/status", id: "meanwhile")
    let growth = try Self.memory(server) - before
    #expect(growth < 16 << 20, "\(growth) bytes for a client that does not read")
    server.setReading(.on)
    _ = try await server.response(to: "meanwhile")
    _ = try await server.response(to: id, within: .seconds(60))
    #expect(try await server.finish() == .status(0))
    let relay = try Relay(server.messages, id: id, partialToken: "text", workToken: "work")
    let words = relay.text.split(separator: " ")
    #expect(words.count == 3 * events)
    #expect(zip(0..., stride(from: 0, to: words.count, by: 3)).allSatisfy { Int(words[$1]) == $0 }, "in order")
    #expect(relay.chunks.count < events / 2, "what waits is merged")
  }

  @Test
  func `a hundred notes at once are a hundred notes`() async throws {
    let upstream = try Upstream(faults: "pace=5")
    let server = try ServerProcess(environment: upstream.environment, framing: .headers)
    _ = try await server.call("initialize", ["capabilities": [:]])
    let ids = (0..<100).map { number in
      server.request(
        "soapNote/generate",
        ["transcript": "x", "partialResultToken": .number(String(number)), "workDoneToken": .string(String(number))])
    }
    for id in ids { _ = try await server.response(to: id) }
    #expect(upstream.sandbox.statistics.requests == 100)
    for (number, id) in zip(0..., ids) {
      let relay = try Relay(
        server.messages, id: id, partialToken: .number(String(number)), workToken: .string(String(number)))
      #expect(relay.text == Sample.note)
    }
    server.checkOutput()
    // They ran side by side, not one after the other.
    let first = try #require(server.messages.firstIndex { $0["result"]?["text"] != nil })
    let begun = Set(server.messages[..<first].compactMap { $0["params"]?["token"]?.int })
    #expect(begun.count > 10)
  }

  @Test
  func `an id or a token that is in use is refused, and free again after the answer`() async throws {
    let upstream = try Upstream(faults: "stall=event:1")
    let server = try ServerProcess(environment: upstream.environment)
    let params: JSON = ["transcript": "x", "partialResultToken": 1, "workDoneToken": "w"]
    server.request("soapNote/generate", params, id: 1)
    _ = try await server.message("text") { $0["params"]?["token"] == 1 }
    for (id, tokens) in [
      (1, [:]), (2, ["partialResultToken": 1]), (3, ["workDoneToken": 1]), (4, ["partialResultToken": "w"]),
    ] as [(JSON, JSON)] {
      let count = server.messages.count
      server.request("soapNote/generate", JSON.object(["transcript": "y"]).with(tokens.object ?? [:]), id: id)
      let refusal = try await server.wait(for: "a refusal") {
        $0.wire.messages.dropFirst(count).first { $0["id"] == id }
      }
      #expect(refusal["error"]?["code"] == -32600)
    }
    // A token of another type is another token, and an id of another type another id.
    server.request("soapNote/generate", ["transcript": "z", "partialResultToken": "1"], id: "1")
    _ = try await server.message("text") { $0["params"]?["token"] == "1" }
    server.notify("$/cancelRequest", ["id": "1"])
    #expect(try await server.response(to: "1")["error"]?["code"] == -32800)
    server.notify("$/cancelRequest", ["id": 1])
    _ = try await server.message("the answer") { $0["id"] == 1 && $0["error"]?["code"] == -32800 }
    try upstream.sandbox.setFaults("")
    server.request("soapNote/generate", params, id: 1)
    _ = try await server.message("a note") { $0["id"] == 1 && $0["result"] != nil }
    #expect(try await server.finish() == .status(0))
  }

  @Test
  func `other requests are answered while a note is made`() async throws {
    let upstream = try Upstream(faults: "stall=event:1")
    let server = try ServerProcess(environment: upstream.environment, framing: .headers)
    _ = try await server.call("initialize", ["capabilities": [:]])
    server.request("soapNote/generate", ["transcript": "x", "partialResultToken": "t"])
    for _ in 1...20 { #expect(try await server.call("soapNote/status")["result"] != nil) }
    #expect(try await server.call("soapNote/generate", ["transcript": "x y", "engine": "offline"])["result"] != nil)
  }
}
