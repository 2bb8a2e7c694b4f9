/// The error of a response. (JSON-RPC 2.0, section 5.1; LSP 3.17, ErrorCodes.)
package struct ResponseError: Error, Equatable, Sendable, Codable {
  /// The codes that this program makes, by the names that the specifications give them.
  package enum Code: Int, Sendable, CaseIterable {
    case parseError = -32700
    case invalidRequest = -32600
    case methodNotFound = -32601
    case invalidParams = -32602
    case internalError = -32603
    case serverNotInitialized = -32002
    case unknownErrorCode = -32001
    case requestCancelled = -32800
    case contentModified = -32801
    case serverCancelled = -32802
    case requestFailed = -32803
  }

  /// A `Code`'s raw value, or any other number in an error that a client sent.
  package var code: Int
  /// A sentence for a person; holds nothing of a transcript, a note or a key.
  package var message: String
  /// What a program needs to know beside the code; nil when absent.
  package var data: JSONValue?

  /// An error with any code.
  package init(code: Int, message: String, data: JSONValue? = nil) {
    self.code = code
    self.message = message
    self.data = data
  }

  /// An error with one of the named codes.
  package init(_ code: Code, _ message: String, data: JSONValue? = nil) {
    self.code = code.rawValue
    self.message = message
    self.data = data
  }

  /// The answer to a request that was cancelled and whose handler had nothing to add.
  package static let cancelled = ResponseError(.requestCancelled, "The request was cancelled.")
}
