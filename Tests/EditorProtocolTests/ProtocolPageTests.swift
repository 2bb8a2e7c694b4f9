import EditorProtocol
import Foundation
import JSONRPC
import Notes
import Testing

/// Reads a value as `T` and writes it again.
private func again<T: Codable & SendableMetatype>(_ type: T.Type) -> @Sendable (JSONValue) throws -> JSONValue {
  { try JSONValue(encoding: $0.decode(type)) }
}

/// Every message of the protocol: how its parameters and, for requests, its result are read and written.
private let requests:
  [String: (params: @Sendable (JSONValue) throws -> JSONValue, result: @Sendable (JSONValue) throws -> JSONValue)] = [
    Initialize.method: (again(Initialize.Params.self), again(Initialize.Result.self)),
    Shutdown.method: (again(Empty.self), again(JSONValue.self)),
    GenerateNote.method: (again(GenerateNote.Params.self), again(NoteResult.self)),
    CreateNote.method: (again(CreateNote.Params.self), again(NoteResult.self)),
    CreateNoteFromAudio.method: (again(CreateNoteFromAudio.Params.self), again(NoteResult.self)),
    GetNote.method: (again(GetNote.Params.self), again(NoteResult.self)),
    SummariseVisits.method: (again(SummariseVisits.Params.self), again(JSONValue.self)),
    GetStatus.method: (again(GetStatus.Params.self), again(EngineStatus.self)),
    ListSpecialties.method: (again(Empty.self), again(ListSpecialties.Result.self)),
    ListDocumentSymbols.method: (again(ListDocumentSymbols.Params.self), again(ListDocumentSymbols.Result.self)),
    ListFoldingRanges.method: (again(ListFoldingRanges.Params.self), again(ListFoldingRanges.Result.self)),
    ReadConfiguration.method: (again(ReadConfiguration.Params.self), again(ReadConfiguration.Result.self)),
    RegisterCapability.method: (again(RegisterCapability.Params.self), again(RegisterCapability.Result.self)),
    ListCodeActions.method: (again(ListCodeActions.Params.self), again(ListCodeActions.Result.self)),
    ResolveCodeAction.method: (again(CodeAction.self), again(CodeAction.self)),
    ExecuteCommand.method: (
      { value in
        if let argument = value["arguments"]?[0] {
          #expect(try again(PassageArgument.self)(argument) == argument)
        }
        return try again(ExecuteCommand.Params.self)(value)
      },
      { value in
        if value["notes"] != nil { return try again(CommandStatus.self)(value) }
        return value["text"] == nil && value["token"] != nil
          ? try again(StartedWork.self)(value) : try again(JSONValue.self)(value)
      }
    ),
    ApplyEdit.method: (again(ApplyEdit.Params.self), again(JSONValue.self)),
    CreateWorkDoneProgress.method: (again(CreateWorkDoneProgress.Params.self), again(JSONValue.self)),
    ShowMessageRequest.method: (again(ShowMessageRequest.Params.self), again(JSONValue.self)),
    ShowDocument.method: (again(ShowDocument.Params.self), again(JSONValue.self)),
    Reload.method: (again(Empty.self), again(Reload.Result.self)),
  ]

private let notifications: [String: @Sendable (JSONValue) throws -> JSONValue] = [
  Initialized.method: again(Empty.self),
  Exit.method: again(Empty.self),
  Prepare.method: again(Empty.self),
  DidOpenTextDocument.method: again(DidOpenTextDocument.Params.self),
  DidChangeTextDocument.method: again(DidChangeTextDocument.Params.self),
  DidCloseTextDocument.method: again(DidCloseTextDocument.Params.self),
  DidSaveTextDocument.method: again(DidSaveTextDocument.Params.self),
  DidChangeConfiguration.method: again(DidChangeConfiguration.Params.self),
  ShowMessage.method: again(ShowMessage.Params.self),
  "$/cancelRequest": again(JSONValue.self),
  "window/workDoneProgress/cancel": again(JSONValue.self),
  "$/progress": { value in
    let isWork = ["begin", "report", "end"].contains(value["value"]?["kind"]?.string)
    return try isWork ? again(Progress<WorkDoneProgress>.self)(value) : again(Progress<NoteProgress>.self)(value)
  },
]

@Suite struct `The protocol page` {
  /// The messages of the page's `json` blocks, one a line.
  private static let examples: [JSONValue] = {
    let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../protocol.md")
    guard let text = try? String(contentsOf: page.standardizedFileURL, encoding: .utf8) else { return [] }
    let blocks = text.components(separatedBy: "```json\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
    return blocks.flatMap { $0.split(separator: "\n") }.map { line in
      (try? JSONValue(parsing: Array(line.utf8))) ?? .string("not JSON: \(line)")
    }
  }()

  @Test func `each example is a message that can be decoded and encoded again`() throws {
    var method: [RequestID: String] = [:]
    for example in Self.examples {
      #expect(example["jsonrpc"] == "2.0", "\(example)")
      let params = example["params"] ?? [:]
      switch (example["method"]?.string, example["id"].flatMap(RequestID.init)) {
      case (let name?, let id?):
        method[id] = name
        let codec = try #require(requests[name], "\(name) is no request of the protocol")
        #expect(try codec.params(params) == params, "\(name)")
      case (let name?, nil):
        let codec = try #require(notifications[name], "\(name) is no notification of the protocol")
        #expect(try codec(params) == params, "\(name)")
      case (nil, let id?):
        if let error = example["error"] {
          #expect(try again(ResponseError.self)(error) == error)
          let data = try #require(error["data"])
          #expect(try again(NoteFailure.self)(data) == data)
        } else {
          let name = try #require(method[id], "the response \(id) answers nothing")
          let result = try #require(example["result"])
          #expect(try requests[name]?.result(result) == result, "\(name)")
        }
      case (nil, nil):
        Issue.record("\(example) is no message")
      }
    }
  }

  @Test func `no message goes without an example`() {
    let methods = Set(Self.examples.compactMap { $0["method"]?.string })
    #expect(methods == Set(requests.keys).union(notifications.keys))
    let kinds = Set(Self.examples.compactMap { $0["params"]?["value"]?["kind"]?.string })
    #expect(kinds == ["begin", "report", "end", "chunk", "section", "restart"])
    #expect(Self.examples.count { $0["result"] != nil } >= requests.count)
  }
}
