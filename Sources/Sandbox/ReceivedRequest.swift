/// A request to the API as it came, for tests that look at what a client sends.
package struct ReceivedRequest: Sendable {
  package var head: RequestHead
  /// The body, unless it was multipart; cut short when the request was answered before its end.
  package var body: [UInt8]
  /// The parts of a multipart body.
  package var parts: [MultipartPart]
}
