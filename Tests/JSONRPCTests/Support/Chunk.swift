import JSONRPC

/// A chunk as the tests put it on the wire.
struct Chunk: Equatable {
  var seq: Int
  var tag: Int
  var text: String

  /// Nil when `message` is something else.
  init?(_ message: String) {
    guard let value = try? JSONValue(parsing: Array(message.utf8)), let seq = value["seq"]?.integer,
      let tag = value["tag"]?.integer, let text = value["text"]?.string
    else { return nil }
    (self.seq, self.tag, self.text) = (seq, tag, text)
  }

  struct Encoder: ChunkEncoder {
    func encode(seq: Int, tag: UInt8, text: Span<UInt8>, into buffer: inout [UInt8]) {
      buffer.append("{\"seq\":")
      buffer.append(decimal: seq)
      buffer.append(",\"tag\":")
      buffer.append(decimal: Int(tag))
      buffer.append(",\"text\":\"")
      buffer.append(text)
      buffer.append("\"}")
    }
  }
}

extension ProgressChannel {
  func append(_ text: String, tag: UInt8 = 0) {
    append(escaped: Array(text.utf8).span, units: text.utf16.count, tag: tag)
  }
}
