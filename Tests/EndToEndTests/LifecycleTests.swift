import Sandbox
import Testing

@Suite(.crowd, .timeLimit(.minutes(5)))
struct LifecycleTests {
  @Test
  func `with headers nothing goes before initialize`() async throws {
    let server = try ServerProcess(framing: .headers)
    for method in ["soapNote/generate", "soapNote/status", "shutdown", "unknown"] {
      #expect(try await server.call(method)["error"]?["code"] == -32002, "\(method)")
    }
    server.notify("initialized")
    #expect(try await server.call("initialize", ["capabilities": [:]])["result"] != nil)
    #expect(try await server.call("soapNote/status")["result"] != nil)
    server.checkOutput()
  }

  @Test
  func `in lines initialize may be left out, or sent`() async throws {
    let server = try ServerProcess()
    #expect(try await server.call("soapNote/status")["result"] != nil)
    #expect(try await server.call("initialize", ["capabilities": [:]])["result"] != nil)
    #expect(try await server.call("soapNote/status")["result"] != nil)
  }

  @Test(arguments: Framing.allCases)
  func `initialize tells what there is, once`(framing: Framing) async throws {
    let server = try ServerProcess(framing: framing)
    let result = try await server.call("initialize", ["processId": nil, "capabilities": [:], "rootUri": nil])["result"]
    #expect(result?["serverInfo"]?["name"] == "soapnote-lsp")
    #expect(result?["serverInfo"]?["version"]?.string?.isEmpty == false)
    let own = result?["capabilities"]?["experimental"]?["soapNote"]
    #expect(own?["version"] == 1)
    #expect(own?["engine"] == "offline")
    #expect(own?["engines"]?.array?.contains("offline") == true)
    #expect(result?["capabilities"]?["positionEncoding"] == "utf-16")
    #expect(try await server.call("initialize", ["capabilities": [:]])["error"]?["code"] == -32600)
  }

  @Test(
    arguments: [
      [], 5, nil, ["general": [], "window": [], "workspace": [], "textDocument": []],
      ["general": ["positionEncodings": 5], "window": ["workDoneProgress": 1, "showDocument": []]],
      ["textDocument": ["documentSymbol": [], "foldingRange": ["rangeLimit": .number("0.5")], "codeAction": []]],
      ["workspace": ["configuration": "yes", "workspaceEdit": ["resourceOperations": 1], "applyEdit": []]],
    ] as [JSON])
  func `what a client says oddly of itself counts as not said`(capabilities: JSON) async throws {
    let server = try ServerProcess(framing: .headers)
    let params: JSON = ["capabilities": capabilities, "clientInfo": [], "processId": nil]
    #expect(try await server.call("initialize", params)["result"]?["capabilities"]?["positionEncoding"] == "utf-16")
    server.notify("initialized", [:])
    #expect(try await server.call("shutdown")["result"] == .null)
    #expect(server.messages.count == 2)
  }

  @Test(arguments: Framing.allCases)
  func `after shutdown every request is refused, and exit is no failure`(framing: Framing) async throws {
    let server = try ServerProcess(framing: framing)
    _ = try await server.call("initialize", ["capabilities": [:]])
    #expect(try await server.call("shutdown")["result"] == .null)
    for method in ["soapNote/status", "soapNote/generate", "initialize", "shutdown", "unknown"] {
      #expect(try await server.call(method)["error"]?["code"] == -32600, "\(method)")
    }
    server.notify("exit")
    #expect(try await server.exit() == .status(0))
    #expect(server.standardError == "")
    server.checkOutput()
  }

  @Test(arguments: [
    // framing, what is sent, the status after the end of the input
    (Framing.headers, ["initialize", "exit"], 1 as Int32), (.headers, ["initialize", "shutdown", "exit"], 0),
    (.headers, ["exit"], 1), (.headers, ["initialize"], 1), (.headers, ["initialize", "shutdown"], 0),
    (.headers, [], 0), (.lines, ["exit"], 1), (.lines, ["shutdown", "exit"], 0), (.lines, ["soapNote/status"], 0),
    (.lines, ["shutdown"], 0), (.lines, [], 0),
  ])
  func `the exit status tells how the session ended`(framing: Framing, methods: [String], status: Int32) async throws {
    let server = try ServerProcess(framing: framing)
    for method in methods {
      if method == "exit" { server.notify(method) } else { _ = try await server.call(method, ["capabilities": [:]]) }
    }
    #expect(try await server.finish() == .status(status))
  }

  @Test
  func `exit ends the process although the input stays open`() async throws {
    let server = try ServerProcess(framing: .headers)
    server.notify("exit")
    #expect(try await server.exit() == .status(1))
  }

  @Test
  func `in lines the end of input lets what runs finish`() async throws {
    let upstream = try Upstream(pace: 10)
    let server = try ServerProcess(environment: upstream.environment)
    let id = server.request("soapNote/generate", ["transcript": "x", "partialResultToken": "t"])
    #expect(try await server.finish() == .status(0))
    let relay = try Relay(server.messages, id: id, partialToken: "t")
    #expect(relay.result?["text"] == .string(Sample.note))
  }

  @Test(arguments: [false, true])
  func `with headers the end of input cancels what runs`(isShutDown: Bool) async throws {
    let upstream = try Upstream(faults: "stall=event:2")
    let server = try ServerProcess(environment: upstream.environment, framing: .headers)
    _ = try await server.call("initialize", ["capabilities": [:]])
    server.request("soapNote/generate", ["transcript": "x", "partialResultToken": "t"])
    _ = try await server.message("text") { $0["method"] == "$/progress" }
    if isShutDown { _ = try await server.call("shutdown") }
    #expect(try await server.finish() == .status(isShutDown ? 0 : 1))
    try await upstream.wait(for: "the close") { $0.cancelled == 1 && $0.openConnections == 0 }
  }

  @Test(arguments: Framing.allCases)
  func `unknown notifications and answers to nothing are passed over`(framing: Framing) async throws {
    let server = try ServerProcess(framing: framing)
    _ = try await server.call("initialize", ["capabilities": [:]])
    server.notify("initialized", [:])
    for method in ["unknown", "$/unknown", "$/setTrace", "textDocument/didSave", "soapNote/prepare", "$/progress"] {
      server.notify(method, ["value": "off", "textDocument": ["uri": "file:///a"]])
    }
    server.send(["jsonrpc": "2.0", "id": 4711, "result": nil])
    server.send(["jsonrpc": "2.0", "id": "x", "error": ["code": 1, "message": "no"]])
    #expect(try await server.call("$/unknown")["error"]?["code"] == -32601)
    #expect(server.messages.count == 2)
    #expect(try await server.call("soapNote/status")["result"] != nil)
  }

  @Test(arguments: ["soapNote/generate", "initialize", "soapNote/status"])
  func `parameters in the wrong form are refused`(method: String) async throws {
    let server = try ServerProcess()
    #expect(try await server.call(method, [1, 2])["error"]?["code"] == -32602)
  }
}
