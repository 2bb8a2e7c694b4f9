/// What a decoder finds in its input.
package enum Input: Equatable, Sendable {
  /// The bytes of one message.
  case message([UInt8])
  /// A message over the limit, skipped; `bytes` is its length where that was announced.
  case tooLong(bytes: Int?)
}
