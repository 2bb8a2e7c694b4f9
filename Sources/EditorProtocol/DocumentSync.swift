import JSONRPC

/// `textDocument/didOpen`.
package enum DidOpenTextDocument: NotificationType {
  package static let method = "textDocument/didOpen"

  package struct Params: Codable, Sendable {
    package struct Item: Codable, Sendable {
      package var uri: String
      package var languageId: String?
      package var version: Int?
      package var text: String
    }

    package var textDocument: Item
  }
}

/// `textDocument/didChange`.
package enum DidChangeTextDocument: NotificationType {
  package static let method = "textDocument/didChange"

  package struct Params: Codable, Sendable {
    package struct Identifier: Codable, Sendable {
      package var uri: String
      package var version: Int?
    }

    /// New text for a part of the document, or for the whole where there is no range.
    package struct Change: Codable, Sendable {
      package var range: TextRange?
      package var text: String

      package init(range: TextRange?, text: String) {
        self.range = range
        self.text = text
      }
    }

    package var textDocument: Identifier
    package var contentChanges: [Change]
  }
}

/// `textDocument/didClose`.
package enum DidCloseTextDocument: NotificationType {
  package static let method = "textDocument/didClose"

  package struct Params: Codable, Sendable {
    package var textDocument: TextDocumentIdentifier
  }
}

/// `textDocument/didSave`.
package enum DidSaveTextDocument: NotificationType {
  package static let method = "textDocument/didSave"

  package struct Params: Codable, Sendable {
    package var textDocument: TextDocumentIdentifier
  }
}
