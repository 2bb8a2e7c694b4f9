/// Starts HTTP exchanges whose responses are handed over while they arrive.
package protocol HTTPClient: Sendable {
  /// Starts `request` and returns at once. Everything that becomes of it goes to `receiver`, from another thread,
  /// possibly before this returns; `receiver` is kept until its `finished`.
  func start(_ request: HTTPRequest, _ receiver: any HTTPReceiver) -> any HTTPExchange

  /// Gets ready what a first request would have to wait for, in the background.
  func warmUp()
}

/// One exchange under way. Both calls may come from any thread, at any time and more than once, and never wait.
package protocol HTTPExchange: Sendable {
  /// Closes the connection (HTTP/1) or resets the stream (HTTP/2) at once; then the receiver's `finished` comes, with
  /// `.cancelled` unless the exchange had ended.
  func cancel()

  /// Goes on reading after the receiver answered `.paused`.
  func resume()
}

/// Takes one response. All calls come from the client's transfer thread, in the order: one `receive(head:)`, any
/// number of `receive(body:)`, with a `passEnded()` after each burst of them, and `finished(_:)` last.
///
/// None of them may wait: every other transfer would wait with it.
package protocol HTTPReceiver: AnyObject, Sendable {
  /// The final response head: interim (1xx) heads and those of a proxy's `CONNECT` are not reported.
  func receive(head: HTTPHead)

  /// Some bytes of the body, transfer coding removed: at most one HTTP chunk. The bytes are valid during the call.
  func receive(body: Span<UInt8>)

  /// Called when all that was there to be read has been handed over; the answer says how to go on.
  func passEnded() -> StreamState

  /// How long the steps of the exchange took; called once, before `finished`, unless there was no exchange.
  func took(_ timing: HTTPTiming)

  /// The end, exactly once; nothing is called after it. Success means that the response is whole: it had the length
  /// it declared, or, without a declared one, the server closed the connection in good order. Once `passEnded` said
  /// `.finished`, it always comes as success.
  func finished(_ result: Result<Void, HTTPFailure>)
}

extension HTTPReceiver {
  package func took(_ timing: HTTPTiming) {}
}

/// How an exchange goes on after a pass, as its receiver sees it.
package enum StreamState: Sendable {
  /// Nothing that counts has come yet: the first-chunk clock goes on running.
  case awaitingFirst
  /// The stream flows: the idle clock runs, started anew by every byte.
  case flowing
  /// The receiver is behind: nothing is read from the socket and the idle clock stands still until
  /// `HTTPExchange.resume()`.
  case paused
  /// The receiver has all it wants. Whatever follows is discarded; the exchange may linger for up to a second so that
  /// a body about to end leaves its connection fit for reuse, and is closed otherwise.
  case finished
}
