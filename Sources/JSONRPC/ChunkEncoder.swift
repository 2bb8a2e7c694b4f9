/// Writes the message that carries one chunk of text.
package protocol ChunkEncoder: Sendable {
  /// Appends a whole JSON-RPC message, one line, to `buffer`.
  ///
  /// `text` is the inside of a JSON string literal; `seq` counts the chunks since the last restart. Called with locks
  /// held: it must do nothing else.
  func encode(seq: Int, tag: UInt8, text: Span<UInt8>, into buffer: inout [UInt8])
}
