extension ClientCapabilities.TextDocument {
  /// What a client can do with code actions.
  package struct CodeActions: Codable, Sendable {
    package struct Literals: Codable, Sendable {}
    package struct Resolving: Codable, Sendable { @Lenient package var properties: [String]? }

    @Lenient package var codeActionLiteralSupport: Literals?
    @Lenient package var resolveSupport: Resolving?
  }
}

/// The member `codeActionProvider`: what the server can do.
package enum CodeActionSupport: Codable, Sendable {
  package struct Options: Codable, Sendable {
    package var codeActionKinds: [String]
    package var resolveProvider = true

    package init(codeActionKinds: [String]) { self.codeActionKinds = codeActionKinds }
  }

  /// For clients that know commands only.
  case plain
  case actions(Options)

  package init(from decoder: any Decoder) throws {
    do {
      _ = try decoder.singleValueContainer().decode(Bool.self)
      self = .plain
    } catch DecodingError.typeMismatch {
      self = .actions(try Options(from: decoder))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .plain: try true.encode(to: encoder)
    case .actions(let options): try options.encode(to: encoder)
    }
  }
}

/// The member `executeCommandProvider`.
package struct CommandSupport: Codable, Sendable {
  package var commands = CommandName.allCases.map(\.rawValue)
}
