import Sandbox
import Testing

/// Settings that the server asks the client for, and what it tells of wrong ones.
@Suite(.crowd, .timeLimit(.minutes(5)))
struct ConfigurationPullTests {
  private struct Editor {
    let server: ServerProcess

    init(_ workspace: JSON, environment: [String: String] = [:], options: JSON = nil) async throws {
      server = try ServerProcess(environment: environment, framing: .headers)
      _ = try await server.call(
        "initialize", ["capabilities": ["workspace": workspace], "initializationOptions": options])
    }

    /// The server's requests so far, oldest first.
    func questions(_ method: String, count: Int) async throws -> [JSON] {
      try await server.wait(for: "\(count) of \(method)") { state in
        let found = state.wire.messages.filter { $0["method"]?.string == method && $0["id"] != nil }
        return found.count >= count ? found : nil
      }
    }

    /// The next time that the server asks for settings, the `number`th.
    func question(_ number: Int) async throws -> JSON {
      let question = try await questions("workspace/configuration", count: number)[number - 1]
      #expect(question["params"] == ["items": [["section": "soapNote"]]])
      #expect((question["id"]?.int ?? 0) >= 1_000_000)
      return question
    }

    func answer(_ question: JSON, _ settings: JSON) {
      server.send(["jsonrpc": "2.0", "id": question["id"] ?? nil, "result": [settings]])
    }

    func change(_ settings: JSON) { server.notify("workspace/didChangeConfiguration", ["settings": settings]) }

    func specialty(_ params: [String: JSON] = [:]) async throws -> JSON? {
      let answer = try await server.call(
        "soapNote/generate", JSON.object(["transcript": "Cough.", "engine": "offline"]).with(params))
      return answer["result"]?["specialty"]
    }

    var complaints: [JSON] { server.messages.filter { $0["method"] == "window/showMessage" } }
  }

  @Test
  func `a client that can be asked is asked once it is ready, and whenever it says that something changed`()
    async throws
  {
    let editor = try await Editor(["configuration": true], options: ["specialty": "options"])
    #expect(editor.server.messages.count == 1, "nothing before the client has said initialized")
    editor.server.notify("initialized", [:])
    let first = try await editor.question(1)
    // Nothing waits for the answer.
    #expect(try await editor.specialty() == "options")
    editor.answer(first, ["specialty": "pulled"])
    #expect(try await editor.specialty() == "pulled")
    #expect(try await editor.specialty(["specialty": "request"]) == "request")
    for (number, settings) in [nil, [:], []].enumerated() as EnumeratedSequence<[JSON]> {
      editor.change(settings)
      let question = try await editor.question(number + 2)
      #expect(try await editor.specialty() != "options")
      editor.answer(question, ["specialty": .string("pulled \(number)")])
      #expect(try await editor.specialty() == .string("pulled \(number)"))
    }
    // The form without params.settings.
    editor.server.notify("workspace/didChangeConfiguration", [:])
    editor.answer(try await editor.question(5), nil)
    #expect(try await editor.specialty() == "options")
    #expect(editor.complaints.isEmpty)
  }

  @Test
  func `settings that the client sends of itself count, and overtake an answer`() async throws {
    let editor = try await Editor(["configuration": true])
    editor.server.notify("initialized", [:])
    let late = try await editor.question(1)
    editor.change(["soapNote": ["specialty": "sent"]])
    editor.answer(late, ["specialty": "late"])
    #expect(try await editor.specialty() == "sent")
    editor.change(["specialty": "bare"])
    #expect(try await editor.specialty() == "bare")
    // Of two questions the later answer counts, whichever comes first.
    editor.change(nil)
    editor.change(nil)
    let (second, third) = (try await editor.question(2), try await editor.question(3))
    editor.answer(third, ["specialty": "third"])
    editor.answer(second, ["specialty": "second"])
    #expect(try await editor.specialty() == "third")
    #expect(editor.server.messages.filter { $0["method"] == "workspace/configuration" }.count == 3)
  }

  @Test(arguments: [nil, [:], ["configuration": false]] as [JSON])
  func `a client that cannot be asked is not asked`(workspace: JSON) async throws {
    let editor = try await Editor(workspace, options: ["specialty": "options"])
    editor.server.notify("initialized", [:])
    editor.change(nil)
    #expect(try await editor.specialty() == "options")
    #expect(editor.server.messages.allSatisfy { $0["method"] == nil })
  }

  @Test
  func `an answer that is an error, or none at all, leaves things as they are`() async throws {
    let editor = try await Editor(["configuration": true], options: ["specialty": "options"])
    editor.server.notify("initialized", [:])
    let question = try await editor.question(1)
    editor.server.send([
      "jsonrpc": "2.0", "id": question["id"] ?? nil, "error": ["code": -32601, "message": "no such method"],
    ])
    editor.change(nil)
    editor.server.send(["jsonrpc": "2.0", "id": try await editor.question(2)["id"] ?? nil, "result": "odd"])
    editor.change(nil)
    _ = try await editor.question(3)
    #expect(try await editor.specialty() == "options")
    _ = try await editor.server.call("shutdown")
    editor.server.notify("exit")
    #expect(try await editor.server.exit() == .status(0))
  }

  @Test
  func `a client that wants to be asked to tell of changes is asked`() async throws {
    let editor = try await Editor(["didChangeConfiguration": ["dynamicRegistration": true]])
    editor.server.notify("initialized", [:])
    let question = try await editor.questions("client/registerCapability", count: 1)[0]
    let registration = question["params"]?["registrations"]?.array?.first
    #expect(registration?["method"] == "workspace/didChangeConfiguration")
    #expect(registration?["registerOptions"] == ["section": "soapNote"])
    #expect(registration?["id"]?.string?.isEmpty == false)
    editor.server.send(["jsonrpc": "2.0", "id": question["id"] ?? nil, "result": nil])
    editor.change(["soapNote": ["specialty": "changed"]])
    #expect(try await editor.specialty() == "changed")
    #expect(editor.server.standardError == "")
  }

  @Test
  func `a wrong value is told of again only when it is another, and the rest has its effect`() async throws {
    let editor = try await Editor(["configuration": true])
    editor.server.notify("initialized", [:])
    editor.answer(try await editor.question(1), ["engin": "offline", "specialty": "kept", "timeouts": ["idleMs": 0]])
    #expect(try await editor.specialty() == "kept")
    #expect(editor.complaints.count == 2)
    for (settings, complaints) in [
      (["soapNote": ["timeouts": ["idleMs": 0]]], 2), (["soapNote": ["timeouts": ["idleMs": -1]]], 3),
      (["soapNote": ["timeouts": ["idleMs": 5]]], 3), (["soapNote": ["timeouts": ["idleMs": -1]]], 3),
      (["soapNote": ["engin": "auto"]], 3), (["soapNote": ["engine": ""]], 4), (["soapNote": ["engine": "x"]], 5),
      (["soapNote": ["engine": "y"]], 6), (["soapNote": ["engine": "y", "retry": 1]], 7),
    ] as [(JSON, Int)] {
      editor.change(settings)
      let status = try await editor.server.call("soapNote/status")["result"]
      #expect(editor.complaints.count == complaints, "\(settings)")
      let isRight = settings["soapNote"]?["timeouts"]?["idleMs"] == 5
      #expect(status?["problems"]?.array?.isEmpty == isRight, "\(settings)")
    }
  }

  @Test
  func `a note that is being made goes on as it began`() async throws {
    let upstream = try Upstream()
    let editor = try await Editor(["configuration": true], environment: upstream.environment)
    editor.server.notify("initialized", [:])
    let question = try await editor.question(1)
    let note = editor.server.request("soapNote/generate", ["transcript": "Cough.", "specialty": "request"])
    editor.answer(question, ["specialty": "pulled", "engine": "offline", "timeouts": ["totalMs": 1]])
    let result = try await editor.server.response(to: note)["result"]
    #expect(result?["engine"] == "soapnoteapi" && result?["specialty"] == "request")
  }
}
