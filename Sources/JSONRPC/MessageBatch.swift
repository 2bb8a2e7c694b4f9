/// What one frame or line holds: a message, or several in an array. (JSON-RPC 2.0, section 6.)
package enum MessageBatch: Equatable, Sendable {
  case single(Message)
  /// Answered in one array.
  case batch([Message])

  /// Messages in a batch. Each may need an answer that is longer than itself.
  static let limit = 1 << 16

  /// Reads the bytes of a frame or a line. What is not JSON, and an empty array, is one invalid message.
  package init(_ text: [UInt8]) {
    do throws(ResponseError) {
      switch try JSONValue(parsing: text) {
      case .array(let elements) where elements.isEmpty || elements.count > Self.limit:
        throw ResponseError(.invalidRequest, "A batch holds 1 to \(Self.limit) messages.")
      case .array(let elements): self = .batch(elements.map(Message.init))
      case let json: self = .single(Message(json))
      }
    } catch {
      self = .single(.invalid(.null, error))
    }
  }
}
