import Testing

@Suite(.crowd, .timeLimit(.minutes(5)))
struct DocumentTests {
  private struct Editor {
    let upstream: Upstream
    let server: ServerProcess
    static let uri: JSON = "file:///visit%20one.txt"

    init(encoding: String = "utf-16") async throws {
      upstream = try Upstream()
      server = try ServerProcess(environment: upstream.environment, framing: .headers)
      _ = try await server.call(
        "initialize", ["capabilities": ["general": ["positionEncodings": [.string(encoding)]]]])
    }

    func open(_ text: String) {
      server.notify(
        "textDocument/didOpen",
        ["textDocument": ["uri": Self.uri, "languageId": "plaintext", "version": 1, "text": .string(text)]])
    }

    func change(_ changes: JSON) {
      server.notify(
        "textDocument/didChange", ["textDocument": ["uri": Self.uri, "version": 2], "contentChanges": changes])
    }

    /// What is sent upstream for the document, or a part of it.
    func transcript(_ range: JSON? = nil) async throws -> String? {
      var params: [String: JSON] = ["textDocument": ["uri": Self.uri]]
      params["range"] = range
      let count = upstream.requests.count
      let answer = try await server.call("soapNote/generate", .object(params))
      #expect(answer["result"] != nil)
      return try await upstream.requests(count + 1)[count].body["transcript"]?.string
    }
  }

  private static func range(_ numbers: Int...) -> JSON {
    func place(_ line: Int, _ character: Int) -> JSON {
      ["line": .number(String(line)), "character": .number(String(character))]
    }
    return ["start": place(numbers[0], numbers[1]), "end": place(numbers[2], numbers[3])]
  }

  @Test
  func `an open document is a transcript, as it is now`() async throws {
    let editor = try await Editor()
    editor.open("one\r\n𝕏 two\nthree")
    #expect(try await editor.transcript() == "one\r\n𝕏 two\nthree")
    #expect(try await editor.transcript(Self.range(1, 3, 2, 2)) == "two\nth")
    editor.change([
      ["range": Self.range(1, 0, 1, 2), "text": "é"], ["range": Self.range(0, 3, 0, 3), "text": " more"],
    ])
    #expect(try await editor.transcript() == "one more\r\né two\nthree")
    // Places past the end of a line or of the document are its end. (LSP 3.17, Position.)
    #expect(try await editor.transcript(Self.range(0, 4, 0, 999)) == "more")
    #expect(try await editor.transcript(Self.range(2, 0, 99, 0)) == "three")
    editor.change([["text": "whole"]])
    #expect(try await editor.transcript() == "whole")
  }

  @Test(arguments: [("utf-8", 5), ("utf-16", 3), ("utf-32", 2)])
  func `a range is in the units agreed on`(encoding: String, character: Int) async throws {
    let editor = try await Editor(encoding: encoding)
    editor.open("𝕏 two")
    #expect(try await editor.transcript(Self.range(0, character, 0, character + 3)) == "two")
  }

  @Test
  func `a request sees the document of its moment`() async throws {
    let editor = try await Editor()
    editor.open("before")
    let id = editor.server.request("soapNote/generate", ["textDocument": ["uri": Editor.uri]])
    editor.change([["text": "after"]])
    _ = try await editor.server.response(to: id)
    #expect(editor.upstream.requests.first?.body["transcript"] == "before")
  }

  @Test
  func `a closed document is none`() async throws {
    let editor = try await Editor()
    editor.open("text")
    editor.server.notify("textDocument/didClose", ["textDocument": ["uri": Editor.uri]])
    editor.change([["text": "late"]])
    let answer = try await editor.server.call("soapNote/generate", ["textDocument": ["uri": Editor.uri]])
    #expect(answer["error"]?["code"] == -32602)
  }
}
