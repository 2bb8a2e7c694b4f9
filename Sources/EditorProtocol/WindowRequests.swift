package import JSONRPC

/// `window/workDoneProgress/create`: asks the client to show progress under a token of the server's.
package enum CreateWorkDoneProgress: RequestType {
  package static let method = "window/workDoneProgress/create"

  package struct Params: Codable, Sendable, Equatable {
    package var token: ProgressToken

    package init(token: ProgressToken) { self.token = token }
  }

  package typealias Result = JSONValue
}

/// `window/showMessageRequest`: a sentence for the user, with buttons.
package enum ShowMessageRequest: RequestType {
  package static let method = "window/showMessageRequest"

  package struct Action: Codable, Sendable, Equatable {
    package var title: String

    package init(title: String) { self.title = title }
  }

  package struct Params: Codable, Sendable, Equatable {
    /// As in `ShowMessage`.
    package var type: Int
    package var message: String
    package var actions: [Action]

    package init(type: Int, message: String, actions: [Action]) {
      self.type = type
      self.message = message
      self.actions = actions
    }
  }

  /// The action that the user chose, or null.
  package typealias Result = JSONValue
}

/// `window/showDocument`: asks the client to show a document.
package enum ShowDocument: RequestType {
  package static let method = "window/showDocument"

  package struct Params: Codable, Sendable, Equatable {
    package var uri: String
    package var takeFocus: Bool

    package init(uri: String, takeFocus: Bool) {
      self.uri = uri
      self.takeFocus = takeFocus
    }
  }

  /// An object with `success`.
  package typealias Result = JSONValue
}
