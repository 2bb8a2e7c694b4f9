/// When the steps of an exchange were done, counted from its start; nil for a step that was not made or not reached. On a
/// connection that stood already there is only `firstByte`.
package struct HTTPTiming: Sendable, Equatable {
  package var nameLookup: Duration?
  package var connect: Duration?
  package var tls: Duration?
  package var firstByte: Duration?

  package init(
    nameLookup: Duration? = nil, connect: Duration? = nil, tls: Duration? = nil, firstByte: Duration? = nil
  ) {
    self.nameLookup = nameLookup
    self.connect = connect
    self.tls = tls
    self.firstByte = firstByte
  }
}
