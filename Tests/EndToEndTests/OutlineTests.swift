import Testing

@Suite(.crowd, .timeLimit(.minutes(5)))
struct OutlineTests {
  private static let uri: JSON = "file:///visit.txt"
  private static let note = "😀 S:\nSubjective: 𝕏\r\nmore 𝕏𝕏\r\n\r\n**Objective**\nBP\n\n  Plan:\n"

  private func open(_ text: String, _ capabilities: JSON, encoding: String = "utf-16") async throws -> ServerProcess {
    let server = try ServerProcess(framing: .headers)
    let general: JSON = ["positionEncodings": [.string(encoding)]]
    let answer = try await server.call(
      "initialize", ["capabilities": ["general": general, "textDocument": capabilities]])
    #expect(answer["result"]?["capabilities"]?["documentSymbolProvider"] == true)
    #expect(answer["result"]?["capabilities"]?["foldingRangeProvider"] == true)
    server.notify(
      "textDocument/didOpen",
      ["textDocument": ["uri": Self.uri, "languageId": "plaintext", "version": 1, "text": .string(text)]])
    return server
  }

  private func range(_ numbers: [Int]) -> JSON {
    func place(_ line: Int, _ character: Int) -> JSON {
      ["line": .number(String(line)), "character": .number(String(character))]
    }
    return ["start": place(numbers[0], numbers[1]), "end": place(numbers[2], numbers[3])]
  }

  @Test(arguments: [("utf-8", 13), ("utf-16", 9), ("utf-32", 7)])
  func `a note's sections are its outline, in the units agreed on`(encoding: String, end: Int) async throws {
    let server = try await open(
      Self.note, ["documentSymbol": ["hierarchicalDocumentSymbolSupport": true]], encoding: encoding)
    let answer = try await server.call("textDocument/documentSymbol", ["textDocument": ["uri": Self.uri]])
    let symbols = try #require(answer["result"]?.array)
    #expect(symbols.map { $0["name"] } == ["Subjective", "Objective", "Plan"])
    #expect(symbols.map { $0["range"] } == [[1, 0, 2, end], [4, 0, 5, 2], [7, 2, 7, 7]].map(range))
    #expect(symbols.map { $0["selectionRange"] } == [[1, 0, 1, 11], [4, 0, 4, 13], [7, 2, 7, 7]].map(range))
    #expect(symbols.allSatisfy { $0.keys == ["name", "kind", "range", "selectionRange"] })
  }

  @Test
  func `several notes are a level of their own`() async throws {
    let text = "S: a\nO: b\nA: c\nP: d\n\nSubjective: e\nPlan: f\n"
    let server = try await open(text, ["documentSymbol": ["hierarchicalDocumentSymbolSupport": true]])
    let answer = try await server.call("textDocument/documentSymbol", ["textDocument": ["uri": Self.uri]])
    let notes = try #require(answer["result"]?.array)
    #expect(notes.map { $0["name"] } == ["SOAP note 1", "SOAP note 2"])
    #expect(notes.map { $0["range"] } == [range([0, 0, 3, 4]), range([5, 0, 6, 7])])
    #expect(notes.map { $0["selectionRange"] } == [range([0, 0, 0, 2]), range([5, 0, 5, 11])])
    let names = notes.map { $0["children"]?.array?.map { $0["name"] } }
    #expect(names == [["Subjective", "Objective", "Assessment", "Plan"], ["Subjective", "Plan"]])
  }

  @Test(arguments: [[:], ["documentSymbol": ["hierarchicalDocumentSymbolSupport": false]]] as [JSON])
  func `a client that has no tree gets a list`(capabilities: JSON) async throws {
    let server = try await open("S: a\nO: b\nA/P: c\nSubjective: e\nPlan: f\n", capabilities)
    let answer = try await server.call("textDocument/documentSymbol", ["textDocument": ["uri": Self.uri]])
    let symbols = try #require(answer["result"]?.array)
    let one: JSON = "SOAP note 1"
    let two: JSON = "SOAP note 2"
    #expect(
      symbols.map { $0["name"] } == [one, "Subjective", "Objective", "Assessment", two, "Subjective", "Plan"])
    #expect(symbols.map { $0["containerName"] } == [nil, one, one, one, nil, two, two])
    #expect(symbols.last?["location"] == ["uri": Self.uri, "range": range([4, 0, 4, 7])])
  }

  @Test(
    arguments: [
      ([:], [[1, 2], [4, 5]]), (["foldingRange": ["lineFoldingOnly": true]], [[1, 2], [4, 5]]),
      (["foldingRange": ["rangeLimit": 1]], [[1, 2]]), (["foldingRange": ["rangeLimit": 0]], []),
    ] as [(JSON, [[Int]])])
  func `sections of more than a line can be folded`(capabilities: JSON, lines: [[Int]]) async throws {
    let server = try await open(Self.note, capabilities)
    let answer = try await server.call("textDocument/foldingRange", ["textDocument": ["uri": Self.uri]])
    let expected = lines.map { line in
      JSON.object(["startLine": .number(String(line[0])), "endLine": .number(String(line[1]))])
    }
    #expect(answer["result"] == .array(expected))
  }

  @Test
  func `the outline is that of the text as it is now, and of open documents alone`() async throws {
    let server = try await open("Plan: x", [:])
    server.notify(
      "textDocument/didChange",
      ["textDocument": ["uri": Self.uri, "version": 2], "contentChanges": [["text": "No note.\n"]]])
    let document: JSON = ["textDocument": ["uri": Self.uri]]
    #expect(try await server.call("textDocument/documentSymbol", document)["result"] == [])
    #expect(try await server.call("textDocument/foldingRange", document)["result"] == [])
    server.notify("textDocument/didClose", document)
    #expect(try await server.call("textDocument/documentSymbol", document)["error"]?["code"] == -32602)
    #expect(try await server.call("textDocument/foldingRange", document)["error"]?["code"] == -32602)
  }
}
