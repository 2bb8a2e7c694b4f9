/// What a sandbox has seen and is doing.
package struct SandboxStatistics: Sendable, Equatable, Codable {
  /// Connections open now, the one that asks included.
  package var openConnections = 0
  /// Connections accepted in all.
  package var connections = 0
  /// Requests to the API (`/v1/…`) in all, counted when their head has come.
  package var requests = 0
  /// Event streams begun in all.
  package var streams = 0
  /// Event streams begun and not ended.
  package var streamsInFlight = 0
  /// Answers that the client did not wait for: it closed the connection before their end.
  package var cancelled = 0
  /// Bytes handed to the system in all, heads and framing included.
  package var bytesSent = 0
}
