/// What a request sends after its head. No description shows any of it.
package enum HTTPBody: Sendable {
  case none
  /// Sent with a `Content-Length`.
  case bytes([UInt8])
  /// A `multipart/form-data` body, which brings its own `Content-Type` header.
  case multipart([HTTPPart])
}

extension HTTPBody: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "HTTPBody" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
