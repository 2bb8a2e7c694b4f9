package import JSONRPC

/// `workspace/didChangeConfiguration`.
package enum DidChangeConfiguration: NotificationType {
  package static let method = "workspace/didChangeConfiguration"

  package struct Params: Codable, Sendable {
    package var settings: JSONValue?
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
