/// Why a stream of events cannot be read on.
package enum EventStreamError: Error, Equatable, Sendable {
  /// One event takes more than `limit` bytes.
  case eventTooLarge(limit: Int)
}
