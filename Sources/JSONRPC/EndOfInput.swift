/// How reading came to its end.
package enum EndOfInput: Equatable, Sendable {
  /// The client closed its end between two messages.
  case complete
  /// The input cannot be cut into messages any more, or ended inside one.
  case broken(FrameError)
  /// The system's error number.
  case failed(Int32)
  /// `Connection.stop` was called.
  case stopped
}
