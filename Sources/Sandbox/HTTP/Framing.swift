/// How the end of a response's body is told. (RFC 9112, section 6.)
enum Framing: String, Sendable, CaseIterable {
  case chunked
  case length
  /// The body ends where the connection does.
  case close

  /// `bytes` as they go on the wire: as one chunk, or as they are.
  func frame(_ bytes: [UInt8]) -> [UInt8] {
    guard self == .chunked, !bytes.isEmpty else { return bytes }
    var chunk: [UInt8] = []
    chunk.reserveCapacity(bytes.count + 12)
    chunk += String(bytes.count, radix: 16).utf8
    chunk += "\r\n".utf8
    chunk += bytes
    chunk += "\r\n".utf8
    return chunk
  }

  /// What ends a body in order.
  var terminator: [UInt8] { self == .chunked ? Array("0\r\n\r\n".utf8) : [] }
}
