import Testing

/// What is offered where, to whom.
@Suite(.crowd, .timeLimit(.minutes(5)))
struct CodeActionTests {
  private static let visit = "Patient: My head hurts.\nDoctor: Since when?\n\nlater\n"
  private static let literals: JSON = ["codeActionLiteralSupport": ["codeActionKind": ["valueSet": []]]]
  private static let here = "Generate SOAP note here (offline engine)"
  private static let whole = "Generate SOAP note of the whole document (offline engine)"

  private static func server(
    _ action: JSON = literals, workspace: JSON = ["applyEdit": true], environment: [String: String] = [:]
  ) async throws -> ServerProcess {
    let server = try ServerProcess(environment: environment, framing: .headers)
    let answer = try await server.call(
      "initialize",
      [
        "capabilities": [
          "workspace": workspace, "textDocument": ["codeAction": action],
        ]
      ])
    let provider = answer["result"]?["capabilities"]?["codeActionProvider"]
    if action == [:] {
      #expect(provider == true)
    } else {
      #expect(provider == ["codeActionKinds": ["refactor.rewrite"], "resolveProvider": true])
    }
    server.notify(
      "textDocument/didOpen", ["textDocument": ["uri": "file:///v", "version": 1, "text": .string(visit)]])
    return server
  }

  private static func actions(
    _ server: ServerProcess, _ range: (Int, Int, Int, Int), _ context: JSON = [:]
  ) async throws -> [JSON] {
    func place(_ line: Int, _ character: Int) -> JSON {
      ["line": .number("\(line)"), "character": .number("\(character)")]
    }
    let answer = try await server.call(
      "textDocument/codeAction",
      [
        "textDocument": ["uri": "file:///v"],
        "range": ["start": place(range.0, range.1), "end": place(range.2, range.3)],
        "context": context.with(["diagnostics": []]),
      ])
    return answer["result"]?.array ?? []
  }

  @Test(
    arguments: [
      ("a selection", (0, 0, 1, 5), [:], [here]),
      ("part of a line", (0, 2, 0, 5), [:], [here]),
      ("lines up to the start of the next", (0, 0, 2, 0), [:], [here]),
      ("a cursor", (0, 3, 0, 3), [:], [whole]),
      ("a cursor's line, as some clients send it", (0, 0, 0, 23), [:], [whole, here]),
      ("a cursor's line, as others do", (0, 0, 1, 0), [:], [whole, here]),
      ("a blank line", (2, 0, 3, 0), [:], [whole]),
      ("positions out of bounds", (1, 0, 99, 99), [:], [here]),
      ("reversed", (1, 5, 0, 0), [:], [here]),
      ("the kind itself", (0, 0, 1, 5), ["only": ["refactor.rewrite"]], [here]),
      ("a kind above", (0, 0, 1, 5), ["only": ["quickfix", "refactor"]], [here]),
      ("other kinds", (0, 0, 1, 5), ["only": ["source", "refactor.extract", "refactor.rewrite.x", "ref"]], []),
      ("no kinds", (0, 0, 1, 5), ["only": []], []),
      ("a moved cursor", (0, 3, 0, 3), ["triggerKind": 2], []),
      ("a moved cursor's line", (0, 0, 1, 0), ["triggerKind": 2], []),
      ("a changed selection", (0, 2, 1, 0), ["triggerKind": 2], [here]),
    ] as [(String, (Int, Int, Int, Int), JSON, [String])])
  func `what is offered fits the selection`(
    _ what: String, range: (Int, Int, Int, Int), context: JSON, titles: [String]
  ) async throws {
    let server = try await Self.server()
    let actions = try await Self.actions(server, range, context)
    #expect(actions.compactMap { $0["title"]?.string } == titles)
    #expect(actions.allSatisfy { $0["kind"] == "refactor.rewrite" && $0["command"]?["command"] == "soapNote.generate" })
  }

  @Test func `there is one for each engine, the one in force first`() async throws {
    let upstream = try Upstream()
    let server = try await Self.server(environment: upstream.environment)
    let actions = try await Self.actions(server, (0, 0, 1, 5))
    #expect(actions.compactMap { $0["title"]?.string } == ["Generate SOAP note here (SOAPNoteAPI)", Self.here])
    #expect(actions.compactMap { $0["command"]?["arguments"]?.array?.first?["engine"] } == ["soapnoteapi", "offline"])
  }

  @Test func `a client without literals gets commands`() async throws {
    let server = try await Self.server([:])
    let action = try #require(try await Self.actions(server, (0, 0, 1, 5)).first)
    #expect(action["command"] == "soapNote.generate")
    #expect(action["title"] == .string(Self.here))
    #expect(action.keys == ["title", "command", "arguments"])
  }

  @Test func `a client that resolves commands gets them then, and others at once`() async throws {
    let server = try await Self.server(Self.literals.with(["resolveSupport": ["properties": ["edit", "command"]]]))
    let action = try #require(try await Self.actions(server, (0, 0, 1, 5)).first)
    #expect(action["command"] == nil)
    let resolved = try await server.call("codeAction/resolve", action)
    #expect(resolved["result"]?["command"]?["command"] == "soapNote.generate")
    #expect(resolved["result"]?["title"] == action["title"])
    let other = try await Self.server(Self.literals.with(["resolveSupport": ["properties": ["edit"]]]))
    let complete = try #require(try await Self.actions(other, (0, 0, 1, 5)).first)
    #expect(complete["command"]?["command"] == "soapNote.generate")
    // Some clients resolve whatever has no edit.
    #expect(try await other.call("codeAction/resolve", complete)["result"] == complete)
  }

  @Test func `nothing is offered to a client that takes no edits`() async throws {
    let server = try await Self.server(workspace: ["applyEdit": false])
    #expect(try await Self.actions(server, (0, 0, 1, 5)) == [])
  }

  @Test(arguments: [[:], ["workspaceFolders": true], ["applyEdit": nil]] as [JSON])
  func `a client that does not say whether it takes edits is offered notes, as Kate`(workspace: JSON) async throws {
    let server = try await Self.server(workspace: workspace)
    #expect(try await Self.actions(server, (0, 0, 1, 5)).map { $0["title"] } == [.string(Self.here)])
  }

  @Test func `a document that is not open is an error`() async throws {
    let server = try await Self.server()
    server.notify("textDocument/didClose", ["textDocument": ["uri": "file:///v"]])
    let id = server.request(
      "textDocument/codeAction",
      [
        "textDocument": ["uri": "file:///v"], "context": ["diagnostics": []],
        "range": ["start": ["line": 0, "character": 0], "end": ["line": 0, "character": 0]],
      ])
    #expect(try await server.response(to: id)["error"]?["code"] == -32602)
  }
}
