package import JSONRPC
package import Notes

/// `initialize` (LSP 3.17, Lifecycle Messages).
package enum Initialize: RequestType {
  package static let method = "initialize"

  package struct Params: Codable, Sendable {
    /// The process that started the server, which ends when that one does.
    package var processId: Int?
    @Lenient package var clientInfo: ClientInfo?
    @Lenient package var capabilities: ClientCapabilities?
    package var initializationOptions: JSONValue?
    package var trace: String?
  }

  package struct Result: Codable, Sendable {
    package var capabilities: ServerCapabilities
    package var serverInfo: ServerInfo

    package init(capabilities: ServerCapabilities, serverInfo: ServerInfo) {
      self.capabilities = capabilities
      self.serverInfo = serverInfo
    }
  }
}

/// What of a client's capabilities matters here; anything else, and anything odd, is passed over.
package struct ClientCapabilities: Codable, Sendable {
  package struct General: Codable, Sendable { @Lenient package var positionEncodings: [String]? }
  package struct Window: Codable, Sendable {
    package struct ShowDocument: Codable, Sendable { @Lenient package var support: Bool? }

    @Lenient package var workDoneProgress: Bool?
    @Lenient package var showDocument: ShowDocument?
  }

  package struct TextDocument: Codable, Sendable {
    package struct DocumentSymbol: Codable, Sendable { @Lenient package var hierarchicalDocumentSymbolSupport: Bool? }
    package struct FoldingRange: Codable, Sendable { @Lenient package var rangeLimit: Int? }

    @Lenient package var codeAction: CodeActions?
    @Lenient package var documentSymbol: DocumentSymbol?
    @Lenient package var foldingRange: FoldingRange?
  }

  package struct Workspace: Codable, Sendable {
    package struct DidChangeConfiguration: Codable, Sendable { @Lenient package var dynamicRegistration: Bool? }
    package struct Edit: Codable, Sendable {
      @Lenient package var documentChanges: Bool?
      @Lenient package var resourceOperations: [String]?
    }

    @Lenient package var configuration: Bool?
    @Lenient package var didChangeConfiguration: DidChangeConfiguration?
    @Lenient package var applyEdit: Bool?
    @Lenient package var workspaceEdit: Edit?
  }

  @Lenient package var general: General?
  @Lenient package var window: Window?
  @Lenient package var workspace: Workspace?
  @Lenient package var textDocument: TextDocument?

  package init() {}
}

package struct ClientInfo: Codable, Sendable { @Lenient package var name: String? }

package struct ServerInfo: Codable, Sendable {
  package var name: String
  package var version: String

  package init(name: String, version: String) {
    self.name = name
    self.version = version
  }
}

package struct ServerCapabilities: Codable, Sendable {
  package struct Experimental: Codable, Sendable { package var soapNote: SOAPNoteCapabilities }

  package struct DocumentSync: Codable, Sendable {
    package var openClose = true
    /// 2: incremental.
    package var change = 2
    package var save = true
  }

  package var positionEncoding: PositionEncoding
  package var textDocumentSync = DocumentSync()
  package var documentSymbolProvider = true
  package var foldingRangeProvider = true
  package var codeActionProvider: CodeActionSupport
  package var executeCommandProvider = CommandSupport()
  package var experimental: Experimental

  package init(
    positionEncoding: PositionEncoding, codeActionProvider: CodeActionSupport, soapNote: SOAPNoteCapabilities
  ) {
    self.positionEncoding = positionEncoding
    self.codeActionProvider = codeActionProvider
    experimental = Experimental(soapNote: soapNote)
  }
}

/// What the server can do beyond LSP.
package struct SOAPNoteCapabilities: Codable, Sendable {
  package var version = 1
  package var engines: [String]
  /// The engine that a request gets which names none.
  package var engine: String

  package init(engines: [String], engine: String) {
    self.engines = engines
    self.engine = engine
  }
}

/// `initialized`.
package enum Initialized: NotificationType {
  package static let method = "initialized"
  package typealias Params = Empty
}

/// `shutdown`.
package enum Shutdown: RequestType {
  package static let method = "shutdown"
  package typealias Params = Empty
  package typealias Result = JSONValue
}

/// `exit`.
package enum Exit: NotificationType {
  package static let method = "exit"
  package typealias Params = Empty
}

/// `$/setTrace`: accepted; there is no trace, since it would hold what patients said.
package enum SetTrace: NotificationType {
  package static let method = "$/setTrace"
  package typealias Params = Empty
}

/// Parameters that are not looked at, or are not there.
package struct Empty: Codable, Sendable {
  package init() {}
  package init(from decoder: any Decoder) {}
}
