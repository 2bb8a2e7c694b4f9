package import JSONRPC

/// `client/registerCapability`: asks the client to send a notification from now on (LSP 3.17, Register Capability).
package enum RegisterCapability: RequestType {
  package static let method = "client/registerCapability"

  package struct Params: Codable, Sendable {
    package struct Registration: Codable, Sendable {
      package var id: String
      package var method: String
      package var registerOptions: JSONValue?
    }

    package var registrations: [Registration]

    /// Of one method. The registration's id, by which it could be taken back, is the method's name.
    package init(method: String, options: JSONValue) {
      registrations = [Registration(id: method, method: method, registerOptions: options)]
    }
  }

  package typealias Result = JSONValue
}
