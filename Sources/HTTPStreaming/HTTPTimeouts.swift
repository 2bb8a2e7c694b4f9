/// The four clocks of an exchange; `nil` leaves a clock out.
package struct HTTPTimeouts: Sendable, Equatable {
  /// From the start until the connection stands: name look-up, TCP, proxy and TLS.
  package var connect: Duration?
  /// From the start of sending until the receiver says that the stream flows. Files being sent hold it back: it runs
  /// from the last piece read.
  package var firstChunk: Duration?
  /// Between any two bytes of a flowing stream; stopped while paused.
  package var idle: Duration?
  /// From the start to the end.
  package var total: Duration?

  package init(
    connect: Duration? = nil, firstChunk: Duration? = nil, idle: Duration? = nil, total: Duration? = nil
  ) {
    self.connect = connect
    self.firstChunk = firstChunk
    self.idle = idle
    self.total = total
  }
}

/// Names the clock that ran out.
package enum HTTPClock: Sendable, Equatable {
  case connect, firstChunk, idle, total
}
