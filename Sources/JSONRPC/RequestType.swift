/// A request's method and the shapes of its parameters and result.
package protocol RequestType {
  associatedtype Params: Decodable & Sendable
  associatedtype Result: Encodable & Sendable
  static var method: String { get }
}

/// A notification's method and the shape of its parameters.
package protocol NotificationType {
  associatedtype Params: Decodable & Sendable
  static var method: String { get }
}
