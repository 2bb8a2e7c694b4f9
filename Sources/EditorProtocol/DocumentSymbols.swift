import JSONRPC

/// `textDocument/documentSymbol`: the outline of a document (LSP 3.17, Document Symbols Request).
package enum ListDocumentSymbols: RequestType {
  package static let method = "textDocument/documentSymbol"

  package struct Params: Codable, Sendable {
    package var textDocument: TextDocumentIdentifier
  }

  /// A tree for clients that say `hierarchicalDocumentSymbolSupport`, a list for others.
  package enum Result: Codable, Sendable {
    case tree([DocumentSymbol])
    case list([SymbolInformation])

    package init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      do { self = .tree(try value.decode([DocumentSymbol].self)) } catch is DecodingError {
        self = .list(try value.decode([SymbolInformation].self))
      }
    }

    package func encode(to encoder: any Encoder) throws {
      var value = encoder.singleValueContainer()
      switch self {
      case .tree(let symbols): try value.encode(symbols)
      case .list(let symbols): try value.encode(symbols)
      }
    }
  }
}

/// What a symbol is, of the kinds that LSP has for programs.
package enum SymbolKind: Int, Codable, Sendable {
  /// Here: a note.
  case namespace = 3
  /// Here: a section, as servers for Markdown have headings.
  case string = 15
}

/// A symbol with those inside of it.
package struct DocumentSymbol: Codable, Sendable {
  package var name: String
  package var kind: SymbolKind
  package var range: TextRange
  /// What is selected to show the symbol: the heading, which lies in `range`.
  package var selectionRange: TextRange
  package var children: [DocumentSymbol]?

  package init(
    name: String, kind: SymbolKind, range: TextRange, selectionRange: TextRange, children: [DocumentSymbol]? = nil
  ) {
    self.name = name
    self.kind = kind
    self.range = range
    self.selectionRange = selectionRange
    self.children = children
  }
}

/// A symbol of a list.
package struct SymbolInformation: Codable, Sendable {
  package struct Location: Codable, Sendable {
    package var uri: String
    package var range: TextRange
  }

  package var name: String
  package var kind: SymbolKind
  package var location: Location
  /// The name of the symbol that this one is inside of.
  package var containerName: String?

  package init(_ symbol: DocumentSymbol, uri: String, containerName: String?) {
    name = symbol.name
    kind = symbol.kind
    location = Location(uri: uri, range: symbol.range)
    self.containerName = containerName
  }
}
