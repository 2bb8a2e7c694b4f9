package import JSONRPC

/// `workspace/didChangeConfiguration`.
package enum DidChangeConfiguration: NotificationType {
  package static let method = "workspace/didChangeConfiguration"

  package struct Params: Codable, Sendable {
    /// Null where the client wants to be asked.
    package var settings: JSONValue

    package init(from decoder: any Decoder) throws {
      let members = try decoder.container(keyedBy: CodingKeys.self)
      settings = try members.decodeIfPresent(JSONValue.self, forKey: .settings) ?? .null
    }
  }
}

/// `window/showMessage`: a sentence for the user, once.
package enum ShowMessage: NotificationType {
  package static let method = "window/showMessage"

  package struct Params: Codable, Sendable {
    /// 1 error, 2 warning, 3 information.
    package var type: Int
    package var message: String

    package init(type: Int, message: String) {
      self.type = type
      self.message = message
    }
  }
}
