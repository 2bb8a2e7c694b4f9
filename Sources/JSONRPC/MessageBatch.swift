/// What one frame or line holds: a message, or several in an array. (JSON-RPC 2.0, section 6.)
package enum MessageBatch: Equatable, Sendable {
  case single(Message)
  /// Never empty; answered in one array.
  case batch([Message])

  /// Reads the bytes of a frame or a line. What is not JSON, and an empty array, is one invalid message.
  package init(_ text: [UInt8]) {
    do throws(ResponseError) {
      switch try JSONValue(parsing: text) {
      case .array(let elements) where elements.isEmpty:
        throw ResponseError(.invalidRequest, "A batch holds at least one message.")
      case .array(let elements): self = .batch(elements.map(Message.init))
      case let json: self = .single(Message(json))
      }
    } catch {
      self = .single(.invalid(.null, error))
    }
  }
}
