/// How messages are told apart on the wire; chosen by the client's first byte and kept for the session.
package enum Framing: Sendable, Equatable {
  /// LSP 3.17, Base Protocol: `Content-Length: N`, a blank line, N bytes.
  case contentLength
  /// One message a line, for scripts.
  case lines

  /// The framing that a client means whose first byte, blanks skipped, is `byte`.
  ///
  /// No JSON message begins with a letter and every header does. Whatever else comes is read as lines, so that it is
  /// answered with a parse error.
  package init(firstByte byte: UInt8) {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): self = .contentLength
    default: self = .lines
    }
  }

  /// Appends `body`, a JSON text without line breaks, to `buffer` as one frame.
  package func append(_ body: [UInt8], to buffer: inout [UInt8]) {
    beginFrame(bodyCount: body.count, in: &buffer)
    buffer.append(contentsOf: body)
    endFrame(in: &buffer)
  }

  /// Appends what stands before a body of `bodyCount` bytes.
  func beginFrame(bodyCount: Int, in buffer: inout [UInt8]) {
    guard self == .contentLength else { return }
    buffer.append("Content-Length: ")
    buffer.append(decimal: bodyCount)
    buffer.append("\r\n\r\n")
  }

  /// Appends what stands after a body.
  func endFrame(in buffer: inout [UInt8]) {
    if self == .lines { buffer.append(UInt8(ascii: "\n")) }
  }
}
