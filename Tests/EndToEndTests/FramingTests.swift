import Testing

@Suite(.crowd, .timeLimit(.minutes(5)))
struct FramingTests {
  private static let initialize = #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#
  private static let length = initialize.utf8.count

  @Test(arguments: [
    "Content-Length: \(length)\r\n\r\n",
    "content-length:\(length)\r\n\r\n",
    "CONTENT-LENGTH:   \(length)  \r\n\r\n",
    "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: \(length)\r\n\r\n",
    "Content-Length: \(length)\r\nContent-Type: application/vscode-jsonrpc; charset=utf8\r\n\r\n",
    "X-Unknown: a:b\r\nContent-Length: \(length)\r\nAnother:\r\n\r\n",
    "\r\n  \nContent-Length: \(length)\r\n\r\n",
  ])
  func `headers are accepted in any order and case`(head: String) async throws {
    let server = try ServerProcess(framing: .headers)
    server.write(head + Self.initialize)
    #expect(try await server.response(to: 1)["result"] != nil)
    server.checkOutput()
  }

  @Test(arguments: Framing.allCases)
  func `messages that come a byte at a time are answered`(framing: Framing) async throws {
    let server = try ServerProcess(framing: framing)
    for byte in framing.frame(Self.initialize) { server.write([byte]) }
    #expect(try await server.response(to: 1)["result"]?["capabilities"] != nil)
    for byte in framing.frame(#"{"jsonrpc":"2.0","id":2,"method":"soapNote/status","params":{"é":"👩‍⚕️"}}"#) {
      server.write([byte])
    }
    #expect(try await server.response(to: 2)["result"]?["engine"] == "offline")
    server.checkOutput()
  }

  @Test(arguments: Framing.allCases)
  func `many messages in one write are answered each`(framing: Framing) async throws {
    let server = try ServerProcess(framing: framing)
    let requests = (2...200).map { #"{"jsonrpc":"2.0","id":\#($0),"method":"soapNote/status"}"# }
    server.write(([Self.initialize] + requests).flatMap(framing.frame))
    for id in 1...200 { _ = try await server.response(to: .number(String(id))) }
    server.checkOutput()
  }

  @Test
  func `lines may end in CRLF, be blank, or lack the last line end`() async throws {
    let server = try ServerProcess()
    server.write("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"soapNote/reload\"}\r\n\n \t\r\n")
    server.write("  {\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"soapNote/reload\"}")
    #expect(try await server.finish() == .status(0))
    server.checkOutput()
    #expect(Set(server.messages.compactMap { $0["id"]?.int }) == [1, 2])
  }

  @Test(arguments: ["[", " \n{"])
  func `brackets choose lines`(start: String) async throws {
    let server = try ServerProcess()
    server.write("\(start)\n")
    server.request("soapNote/reload", id: 7)
    #expect(try await server.finish() == .status(0))
    server.checkOutput()
    #expect(server.messages.first?["error"]?["code"] == -32700)
    #expect(server.messages.last?["id"] == 7)
  }

  /// A client whose frames cannot be told apart any more has lost its session: a line says so, and the status is 1.
  @Test(arguments: [
    "Content-Length: nonsense\r\n\r\n{}", "Content-Length: -1\r\n\r\n{}", "Content-Length:\r\n\r\n{}",
    "Content-Length: 99999999999999999999\r\n\r\n{}", "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "Content-Type: x\r\n\r\n{}", "GET / HTTP/1.1\r\n\r\n", "no header at all\r\n\r\n",
    "X: \(String(repeating: "x", count: 100_000))",
    // The end in the middle of a message.
    "Content-Length: 10\r\n\r\n{\"a\"", "Content-Len", "Content-Length: 10\r\n",
  ])
  func `input that is no frame ends the session with a line on stderr`(wire: String) async throws {
    let server = try ServerProcess(framing: .headers)
    server.write(wire)
    #expect(try await server.finish() == .status(1))
    #expect(server.output == [])
    #expect(server.standardError.split(separator: "\n").count == 1)
    #expect(!server.standardError.contains("nonsense"), "input may be a patient's words")
  }

  @Test(arguments: Framing.allCases)
  func `a message that is not JSON does not end the session`(framing: Framing) async throws {
    let server = try ServerProcess(framing: framing)
    _ = try await server.call("initialize", ["capabilities": [:]])
    for text in ["{", "nul", "\u{1}", "{\"jsonrpc\":\"2.0\"", String(repeating: "[", count: 100_000)] {
      let count = server.messages.count
      server.write(framing.frame(text))
      let answer = try await server.wait(for: "an answer") { $0.wire.messages.dropFirst(count).first }
      #expect(answer["error"]?["code"] == -32700)
      #expect(answer["id"] == .null)
    }
    server.write(framing == .lines ? [0xFF, 0xFE, 0x0A] : Array("Content-Length: 2\r\n\r\n".utf8) + [0xFF, 0xFE])
    _ = try await server.wait(for: "an answer") { $0.wire.messages.count == 7 ? true : nil }
    #expect(try await server.call("soapNote/reload")["result"] != nil)
    server.checkOutput()
  }

  @Test(arguments: Framing.allCases)
  func `a message over the limit is refused and the next one answered`(framing: Framing) async throws {
    let server = try ServerProcess(framing: framing)
    let options: JSON = ["limits": ["messageBytes": 4096]]
    _ = try await server.call("initialize", ["capabilities": [:], "initializationOptions": options])
    server.request("soapNote/reload", ["filler": .string(String(repeating: "x", count: 5000))], id: "long")
    let answer = try await server.message("a refusal") { $0["error"] != nil }
    #expect(answer["error"]?["code"] == -32600)
    #expect(answer["id"] == .null)
    #expect(try await server.call("soapNote/reload")["result"] != nil)
    server.checkOutput()
  }
}
