package import JSONRPC

/// `workspace/configuration`: asks the client for settings (LSP 3.17, Configuration Request).
package enum ReadConfiguration: RequestType {
  package static let method = "workspace/configuration"

  package struct Params: Codable, Sendable {
    package struct Item: Codable, Sendable {
      package var section: String
    }

    package var items: [Item]

    package init(section: String) { items = [Item(section: section)] }
  }

  /// What each section holds, in order; null where the client has nothing.
  package typealias Result = [JSONValue]
}
