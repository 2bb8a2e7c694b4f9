package import JSONRPC

/// `textDocument/codeAction`: what can be done here.
package enum ListCodeActions: RequestType {
  package static let method = "textDocument/codeAction"

  package struct Params: Codable, Sendable {
    package struct Context: Codable, Sendable {
      package var diagnostics: [JSONValue]?
      /// The kinds that are wanted, those under them included; all where it is missing.
      package var only: [String]?
      /// 1: the user asked. 2: the client did, as the cursor went there.
      package var triggerKind: Int?
    }

    package var textDocument: TextDocumentIdentifier
    package var range: TextRange
    package var context: Context
  }

  package typealias Result = [CodeActionItem]
}

/// `codeAction/resolve`: what is missing in a code action that the user chose.
package enum ResolveCodeAction: RequestType {
  package static let method = "codeAction/resolve"
  package typealias Params = CodeAction
  package typealias Result = CodeAction
}

package struct CodeAction: Codable, Sendable, Equatable {
  package var title: String
  package var kind: String?
  package var command: Command?
  /// The command, where it is given only to those who resolve the action.
  package var data: Command?

  package init(title: String, kind: String, command: Command?, data: Command?) {
    self.title = title
    self.kind = kind
    self.command = command
    self.data = data
  }
}

package struct Command: Codable, Sendable, Equatable {
  package var title: String
  package var command: String
  package var arguments: [JSONValue]?

  package init(title: String, command: String, arguments: [JSONValue]) {
    self.title = title
    self.command = command
    self.arguments = arguments
  }
}

/// A code action, or a command for clients that know only those.
package enum CodeActionItem: Codable, Sendable, Equatable {
  case action(CodeAction)
  case command(Command)

  private enum Key: String, CodingKey { case command }

  package init(from decoder: any Decoder) throws {
    // The member `command` is a string in a command, and an object in an action.
    let command = try decoder.container(keyedBy: Key.self).decodeIfPresent(JSONValue.self, forKey: .command)
    self = try command?.string == nil ? .action(CodeAction(from: decoder)) : .command(Command(from: decoder))
  }

  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .action(let action): try action.encode(to: encoder)
    case .command(let command): try command.encode(to: encoder)
    }
  }
}
