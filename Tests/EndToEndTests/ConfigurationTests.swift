import Sandbox
import Testing

@Suite(.crowd, .timeLimit(.minutes(5)))
struct ConfigurationTests {
  @Test
  func `the request goes over the client's settings, and those over the environment`() async throws {
    let upstream = try Upstream()
    let server = try ServerProcess(
      environment: upstream.environment.merging(["SOAPNOTE_SPECIALTY": "environment"]) { $1 }, framing: .headers)
    func specialty(_ params: JSON = [:]) async throws -> JSON? {
      let answer = try await server.call(
        "soapNote/generate", JSON.object(["transcript": "x"]).with(params.object ?? [:]))
      return answer["result"]?["specialty"]
    }
    _ = try await server.call("initialize", ["capabilities": [:], "initializationOptions": ["specialty": "options"]])
    #expect(try await specialty() == "options")
    server.notify("workspace/didChangeConfiguration", ["settings": ["soapNote": ["specialty": "changed"]]])
    #expect(try await specialty() == "changed")
    #expect(try await specialty(["specialty": "request"]) == "request")
    // What is not said any more falls back to what was said before it.
    server.notify("workspace/didChangeConfiguration", ["settings": ["soapNote": [:]]])
    #expect(try await specialty() == "options")
    // Another server's settings are none of ours.
    server.notify("workspace/didChangeConfiguration", ["settings": ["pylsp": ["specialty": "x"]]])
    #expect(try await specialty() == "options")
  }

  @Test
  func `a template is sent when it was configured or asked for`() async throws {
    let upstream = try Upstream()
    let server = try ServerProcess(environment: upstream.environment)
    _ = try await server.call("initialize", ["capabilities": [:], "initializationOptions": ["template": "brief"]])
    _ = try await server.call("soapNote/generate", ["transcript": "x"])
    _ = try await server.call("soapNote/generate", ["transcript": "x", "template": "long"])
    #expect(upstream.requests.map { $0.body["template"] } == ["brief", "long"])
  }

  @Test(arguments: ["SOAPNOTEAPI_KEY", "SOAPNOTEAPI_API_KEY"])
  func `a key is found under both of the vendor's names`(name: String) async throws {
    let upstream = try Upstream()
    let variables = [name: "snapi_sk_test_other", "SOAPNOTEAPI_BASE_URL": upstream.sandbox.url]
    let relay = try await generate(environment: variables)
    #expect(relay.result?["engine"] == "soapnoteapi")
    #expect(upstream.requests.first?.head["authorization"] == "Bearer snapi_sk_test_other")
  }

  @Test
  func `a key and an address may come from the client`() async throws {
    let upstream = try Upstream()
    let relay = try await generate(
      environment: ["SOAPNOTEAPI_KEY": "snapi_sk_live_wrong", "SOAPNOTEAPI_BASE_URL": "http://127.0.0.1:1"],
      settings: [
        "soapNote": ["soapnoteapi": ["apiKey": "snapi_sk_test_own", "baseURL": .string(upstream.sandbox.url)]]
      ])
    #expect(relay.result?["engine"] == "soapnoteapi")
    #expect(upstream.requests.first?.head["authorization"] == "Bearer snapi_sk_test_own")
  }

  @Test(
    arguments: [
      ["engine": 7], ["engine": "gpt"], ["specialty": []], ["timeouts": 5], ["timeouts": ["idleMs": 0]],
      ["timeouts": ["idleMs": "30000"]], ["timeouts": ["idle": 1]], ["retry": ["maxAttempts": 0]],
      ["retry": ["maxAttempts": .number("1.5")]], ["limits": ["eventBytes": -1]], ["soapnoteapi": ["baseURL": 1]],
      ["soapnoteapi": ["apiKey": 17]], ["soapnoteapi": ["apiKeyFile": 17]], ["soapnoteapi": ["apiKeyCommand": "17"]],
      ["soapnoteapi": ["apiKeyCommand": ["pass", 17]]], ["soapnoteapi": ["apiKeyCommand": ["", "17"]]],
      ["specialty": "slp", "unheardOf": 1], ["unheardOf": 1], ["engine": ""], ["specialty": ""],
      ["soapnoteapi": ["baseURL": ""]],
    ] as [JSON])
  func `a wrong value is told once, and has no effect`(settings: JSON) async throws {
    let server = try ServerProcess(framing: .headers)
    _ = try await server.call("initialize", ["capabilities": [:], "initializationOptions": settings])
    #expect(server.messages.count == 1, "nothing before the client has said initialized")
    server.notify("initialized", [:])
    let message = try await server.message("a message") { $0["method"] == "window/showMessage" }
    let text = try #require(message["params"]?["message"]?.string)
    #expect((1...3).contains(message["params"]?["type"]?.int ?? 0))
    server.notify("workspace/didChangeConfiguration", ["settings": settings])
    server.notify("workspace/didChangeConfiguration", ["settings": ["soapNote": settings]])
    let status = try await server.call("soapNote/status")["result"]
    #expect(status?["problems"]?.array?.contains(.string(text)) == true)
    #expect(server.messages.filter { $0["method"] == "window/showMessage" }.count == 1)
    #expect(!text.contains("17"), "a value may be a key")
    server.notify("workspace/didChangeConfiguration", ["settings": ["soapNote": ["engine": "offline"]]])
    if settings["engine"] == nil {
      #expect(try await server.call("soapNote/generate", ["transcript": "Cough."])["result"]?["engine"] == "offline")
    }
  }

  @Test
  func `right values are told nothing about`() async throws {
    let settings = try JSON(
      parsing: """
        {"engine":"auto","specialty":"physician","template":"standard",
         "soapnoteapi":{"baseURL":"https://api.soapnoteapi.com"},
         "timeouts":{"connectMs":10000,"firstChunkMs":60000,"idleMs":30000,"totalMs":600000},
         "retry":{"maxAttempts":3,"baseDelayMs":500},
         "limits":{"messageBytes":67108864,"eventBytes":1048576,"noteBytes":16777216,"concurrentRequests":8}}
        """)
    let server = try ServerProcess()
    _ = try await server.call("initialize", ["capabilities": [:], "initializationOptions": settings])
    server.notify("initialized", [:])
    #expect(try await server.call("soapNote/status")["result"]?["problems"] == [])
    #expect(try await server.finish() == .status(0))
    #expect(server.messages.count == 2)
    #expect(server.standardError == "")
  }
}
