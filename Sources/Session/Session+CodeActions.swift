internal import Documents
internal import EditorProtocol
internal import JSONRPC
internal import Synchronization

/// "Generate SOAP note here", for any client that knows code actions or commands.
extension Session {
  /// Clients show actions of this kind both for a selection and for a cursor.
  static let actionKind = "refactor.rewrite"

  func registerCodeActions(on router: inout Router) {
    router.onReader(ListCodeActions.self) { params, _ throws(ResponseError) in try self.actions(params) }
    router.onReader(ResolveCodeAction.self) { action, _ throws(ResponseError) in
      var action = action
      action.command = action.command ?? action.data
      return action
    }
  }

  private func actions(_ params: ListCodeActions.Params) throws(ResponseError) -> [CodeActionItem] {
    let uri = params.textDocument.uri
    let isWanted = (params.context.only ?? [""]).contains { kind in
      kind.isEmpty || Self.actionKind == kind || Self.actionKind.hasPrefix(kind + ".")
    }
    let defaults = catalog.defaults
    let engines = [defaults.engine] + catalog.engines.filter { $0 != defaults.engine }
    return try state.withLock { state throws(ResponseError) in
      let document = try state.documents.document(params.textDocument)
      guard isWanted, state.client.takesEdits else { return [] }
      let selection = Selection(params.range.inDocument, in: document)
      // Asked for at every move of the cursor, what can be done anywhere is a distraction.
      guard params.context.triggerKind != 2 || selection.isCertain else { return [] }
      var commands: [Command] = []
      func offer(_ title: String, _ name: CommandName, _ argument: PassageArgument) throws(ResponseError) {
        commands.append(
          Command(title: title, command: name.rawValue, arguments: [try JSONValue(encoding: argument)]))
      }
      for entry in state.notes.waiting(for: uri).reversed() {
        let cursor = document.offset(of: params.range.inDocument.start)
        let number = state.documents.passages.add(
          .init(uri: uri, start: cursor, end: selection.bytes?.upperBound ?? cursor))
        try offer(
          "Insert the SOAP note that is ready (\(entry.engine.engineTitle))", .insert,
          PassageArgument(uri: uri, range: params.range, passage: number, engine: nil, token: entry.token))
      }
      for engine in engines where !selection.isCertain {
        try offer(
          "Generate SOAP note of the whole document\(engine.suffix(among: engines))", .generate,
          PassageArgument(uri: uri, range: nil, passage: nil, engine: engine))
      }
      if let bytes = selection.bytes {
        let number = state.documents.passages.add(.init(uri: uri, start: bytes.lowerBound, end: bytes.upperBound))
        for engine in engines {
          try offer(
            "Generate SOAP note here\(engine.suffix(among: engines))", .generate,
            PassageArgument(uri: uri, range: document.range(bytes), passage: number, engine: engine))
        }
      }
      return commands.map { state.client.item(for: $0) }
    }
  }
}

/// What the range of a code action request means. Many clients send the cursor's whole line where nothing is selected.
private struct Selection {
  /// Nil for a cursor.
  let bytes: Range<Int>?
  /// Whether it is a selection beyond doubt.
  let isCertain: Bool

  init(_ range: Documents.TextRange, in document: Document) {
    let bounds = [document.offset(of: range.start), document.offset(of: range.end)].sorted()
    let first = document.position(of: bounds[0])
    let isLine =
      first.character == 0 && bounds[1] >= document.end(ofLine: first.line)
      && bounds[1] <= document.start(ofLine: first.line + 1)
    let end = document.endOfWords(from: bounds[0], to: bounds[1])
    bytes = end > bounds[0] ? bounds[0]..<end : nil
    isCertain = bytes != nil && !isLine
  }
}

extension String {
  /// An engine's name for people.
  fileprivate var engineTitle: String {
    switch self {
    case "offline": "offline engine"
    case "soapnoteapi": "SOAPNoteAPI"
    default: self
    }
  }

  /// The engine, where there is a choice; the offline engine always.
  fileprivate func suffix(among engines: [String]) -> String {
    engines.count > 1 || self == "offline" ? " (\(engineTitle))" : ""
  }
}
