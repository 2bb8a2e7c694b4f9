import Sandbox
import Testing

@Suite(.crowd, .timeLimit(.minutes(5)))
struct BatchTests {
  private static let generate: JSON = [
    "jsonrpc": "2.0", "id": "note", "method": "soapNote/generate",
    "params": ["transcript": "x", "partialResultToken": "text"],
  ]

  private static func request(_ id: JSON, _ method: JSON, _ params: JSON = [:]) -> JSON {
    ["jsonrpc": "2.0", "id": id, "method": method, "params": params]
  }

  @Test(arguments: Framing.allCases)
  func `the answers of a batch come together, its progress before them`(framing: Framing) async throws {
    let upstream = try Upstream(faults: "pace=1")
    let server = try ServerProcess(environment: upstream.environment, framing: framing)
    _ = try await server.call("initialize", ["capabilities": [:]])
    server.send([Self.request(7, "soapNote/reload"), Self.generate, Self.request(8, "unknown")])
    let answers = try await server.message("the answers") { $0.array != nil }
    #expect(answers.array?.map { $0["id"] } == [7, "note", 8])
    #expect(answers.array?.last?["error"]?["code"] == -32601)
    let all = server.messages.filter { $0.array == nil } + (answers.array ?? [])
    #expect(try Relay(all, id: "note", partialToken: "text").result?["text"] == .string(Sample.note))
    #expect(server.messages.last == answers)
    server.checkOutput()
  }

  @Test(arguments: Framing.allCases)
  func `a batch may cancel what it began`(framing: Framing) async throws {
    let upstream = try Upstream(faults: "stall=head")
    let server = try ServerProcess(environment: upstream.environment, framing: framing)
    _ = try await server.call("initialize", ["capabilities": [:]])
    server.send([Self.generate, ["jsonrpc": "2.0", "method": "$/cancelRequest", "params": ["id": "note"]]])
    let answers = try await server.message("the answers") { $0.array != nil }
    #expect(answers.array?.count == 1)
    #expect(answers.array?.first?["error"]?["code"] == -32800)
  }

  @Test
  func `two requests of a batch with one id are one too many`() async throws {
    let upstream = try Upstream(faults: "pace=5")
    let server = try ServerProcess(environment: upstream.environment)
    server.send([Self.generate, Self.generate])
    let answers = try await server.message("the answers") { $0.array != nil }
    #expect(answers.array?.map { $0["error"]?["code"] } == [nil, -32600])
  }
}
