package import JSONRPC

/// `workspace/executeCommand`: answered at once; what it sets off goes on after the answer.
package enum ExecuteCommand: RequestType {
  package static let method = "workspace/executeCommand"

  package struct Params: Codable, Sendable {
    package var command: String
    package var arguments: [JSONValue]?
  }

  package typealias Result = JSONValue
}

/// The commands that there are.
package enum CommandName: String, CaseIterable, Sendable {
  case generate = "soapNote.generate"
  case insert = "soapNote.insert"
  case lastNote = "soapNote.lastNote"
  case cancelAll = "soapNote.cancelAll"
  case status = "soapNote.status"
}

/// The argument of `soapNote.generate` and `soapNote.insert`.
package struct PassageArgument: Codable, Sendable, Equatable {
  package var uri: String
  /// The part of the document that is meant; the whole where it is missing.
  package var range: TextRange?
  /// The number of that part, which the server follows through edits; goes before `range` while it is known.
  package var passage: Int?
  package var specialty: String?
  package var template: String?
  package var engine: String?
  /// The note to insert, by the token that the command was answered with; the last one where it is missing.
  package var token: ProgressToken?

  package init(uri: String, range: TextRange?, passage: Int?, engine: String?, token: ProgressToken? = nil) {
    self.uri = uri
    self.range = range
    self.passage = passage
    self.engine = engine
    self.token = token
  }
}

/// What `soapNote.generate` and `soapNote.insert` are answered with.
package struct StartedWork: Codable, Sendable, Equatable {
  package var token: ProgressToken

  package init(token: ProgressToken) { self.token = token }
}

/// What `soapNote.status` is answered with.
package struct CommandStatus: Codable, Sendable, Equatable {
  package struct Item: Codable, Sendable, Equatable {
    package var token: ProgressToken
    package var uri: String
    package var engine: String
    package var state: NoteState

    package init(token: ProgressToken, uri: String, engine: String, state: NoteState) {
      self.token = token
      self.uri = uri
      self.engine = engine
      self.state = state
    }
  }

  package var engine: String
  package var engines: [String]
  /// The notes that commands asked for, the latest one last.
  package var notes: [Item]

  package init(engine: String, engines: [String], notes: [Item]) {
    self.engine = engine
    self.engines = engines
    self.notes = notes
  }
}

/// How far a note has come that a command asked for.
package enum NoteState: String, Codable, Sendable {
  case generating
  /// On its way into the document.
  case inserting
  case inserted
  /// Complete, but not known to be in the document: kept for `soapNote.insert` and `soapNote.lastNote`.
  case kept
  case failed, cancelled
}
