package import JSONRPC

/// `workspace/applyEdit`: asks the client to change documents.
///
/// The answer is taken as it comes: some clients answer with something else than the specification says, or not at all.
package enum ApplyEdit: RequestType {
  package static let method = "workspace/applyEdit"

  package struct Params: Codable, Sendable, Equatable {
    package var edit: WorkspaceEdit

    package init(edit: WorkspaceEdit) { self.edit = edit }
  }

  package typealias Result = JSONValue
}

package struct WorkspaceEdit: Codable, Sendable, Equatable {
  /// For clients that know versions.
  package var documentChanges: [TextDocumentEdit]?
  /// For the others.
  package var changes: [String: [TextEdit]]?

  /// Changes to one document; `version` is the one that the places are meant in, nil for a document that is not open.
  package init(uri: String, version: Int?, edits: [TextEdit], versioned: Bool) {
    if versioned {
      documentChanges = [TextDocumentEdit(textDocument: .init(uri: uri, version: version), edits: edits)]
    } else {
      changes = [uri: edits]
    }
  }
}

package struct TextDocumentEdit: Codable, Sendable, Equatable {
  package struct Identifier: Codable, Sendable, Equatable {
    package var uri: String
    package var version: Int?

    package init(uri: String, version: Int?) {
      self.uri = uri
      self.version = version
    }

    /// Without a version there is a null.
    package func encode(to encoder: any Encoder) throws {
      var members = encoder.container(keyedBy: CodingKeys.self)
      try members.encode(uri, forKey: .uri)
      try members.encode(version, forKey: .version)
    }
  }

  package var textDocument: Identifier
  package var edits: [TextEdit]
}

package struct TextEdit: Codable, Sendable, Equatable {
  package var range: TextRange
  package var newText: String

  package init(range: TextRange, newText: String) {
    self.range = range
    self.newText = newText
  }
}
