import Synchronization

extension Connection {
  /// Starts work of the server's own, which answers no request, under a progress token that nobody uses, and returns the
  /// token. It is cancelled as a request is: by `window/workDoneProgress/cancel`, `cancel(_:)` or `cancelAll`.
  ///
  /// `prepare` is called before the work begins, and before this returns.
  package func startWork(
    prepare: (ProgressToken) -> Void = { _ in },
    _ work: @escaping @Sendable (ProgressToken, RequestContext) async -> Void
  ) -> ProgressToken {
    let (token, context) = state.withLock { state in
      while true {
        state.lastWork += 1
        let name = "soapNote-\(state.lastWork)"
        let token = ProgressToken.string(name)
        let context = RequestContext(id: .string(name), params: nil, outbox: outbox)
        do throws(InFlight<RequestContext>.Conflict) {
          try state.inFlight.begin(context.id, tokens: [token], handle: context)
          return (token, context)
        } catch {
          // A client of strange habits uses this name: the next one, then.
          continue
        }
      }
    }
    prepare(token)
    context.started(
      Task {
        await work(token, context)
        for channel in context.channels { await channel.drained() }
        for channel in context.channels { channel.close() }
        self.state.withLock { $0.inFlight.end(context.id) }
      })
    return token
  }

  /// Cancels the request or the work that uses `token`; does nothing when there is none.
  package func cancel(_ token: ProgressToken) { state.withLock { $0.inFlight.handle(using: token) }?.cancel() }
}
