/// A request with all that belongs to sending it. Its description shows the method alone: headers carry keys, URLs
/// may name patients' notes and bodies are patients' words.
package struct HTTPRequest: Sendable {
  /// An HTTP token, sent as it is.
  package var method: String
  /// An absolute `http` or `https` URL in printable ASCII.
  package var url: String
  /// Sent in this order, besides `Host`, `Content-Length` and, unless given, `Accept: */*`.
  package var headers: [(name: String, value: String)]
  package var body: HTTPBody
  package var limits: HTTPTimeouts
  package var connection: HTTPConnection
  /// Asks for a compressed response and hands its body over decoded. Otherwise a body comes as the server coded it.
  package var acceptsCompression: Bool

  package init(
    method: String, url: String, headers: [(name: String, value: String)] = [], body: HTTPBody = .none,
    limits: HTTPTimeouts = HTTPTimeouts(), connection: HTTPConnection = HTTPConnection(),
    acceptsCompression: Bool = false
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.limits = limits
    self.connection = connection
    self.acceptsCompression = acceptsCompression
  }
}

extension HTTPRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "HTTPRequest(\(method))" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
