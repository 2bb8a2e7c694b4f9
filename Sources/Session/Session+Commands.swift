internal import Documents
internal import EditorProtocol
internal import JSONRPC
internal import Synchronization

extension Session {
  func registerCommands(on router: inout Router) {
    // Answered on the reader's thread: Emacs takes no key until a command is answered, and gives up after 10 s.
    router.onReader(ExecuteCommand.self) { params, _ throws(ResponseError) in
      switch CommandName(rawValue: params.command) {
      case .generate: try JSONValue(encoding: StartedWork(token: self.generate(params.passage())))
      case .insert: try JSONValue(encoding: StartedWork(token: self.insert(params.passage())))
      case .lastNote: try self.lastNote(params.arguments?.first?["token"].flatMap(ProgressToken.init))
      case .cancelAll: ["cancelled": .integer(Int64(self.cancelAllNotes()))]
      case .status: try JSONValue(encoding: self.commandStatus)
      case nil: throw ResponseError(.invalidParams, "There is no command \(params.command).")
      }
    }
  }

  private func lastNote(_ token: ProgressToken?) throws(ResponseError) -> JSONValue {
    guard let entry = state.withLock({ $0.notes.note(token) }), let note = entry.note else { return .null }
    let json = JSONBody.long(try LongNote(note: note.text, details: note.details)).whole
    guard case .object(var members) = try JSONValue(parsing: json) else { return .null }
    members["token"] = entry.token.json
    members["uri"] = .string(entry.uri)
    return .object(members)
  }

  private var commandStatus: CommandStatus {
    let entries = state.withLock(\.notes.entries)
    return CommandStatus(
      engine: catalog.defaults.engine, engines: catalog.engines,
      notes: entries.map { .init(token: $0.token, uri: $0.uri, engine: $0.engine, state: $0.state) })
  }

  /// Stops what commands have set off; returns how many notes that were.
  private func cancelAllNotes() -> Int {
    let tokens = state.withLock { state in
      state.documents.insertions.cancelAll()
      return state.notes.entries.filter { $0.state == .generating || $0.state == .inserting }.map(\.token)
    }
    for token in tokens { connection.cancel(token) }
    return tokens.count
  }
}

extension ExecuteCommand.Params {
  fileprivate func passage() throws(ResponseError) -> PassageArgument {
    guard let argument = arguments?.first else {
      throw ResponseError(.invalidParams, "arguments must hold one object with a uri.")
    }
    return try argument.decode(PassageArgument.self, root: "arguments[0]")
  }
}
