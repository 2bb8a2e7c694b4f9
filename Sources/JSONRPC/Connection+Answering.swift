import Synchronization

extension Connection {
  /// Answers a request whose handler is through: after its progress, and once.
  func finish(
    _ context: RequestContext, _ outcome: Result<JSONBody, ResponseError>, bytes: Int, _ reply: Reply
  ) async {
    for channel in context.channels { await channel.drained() }
    answer(context, outcome, bytes: bytes, reply)
  }

  /// The same on the reader's thread, which does not wait for progress.
  func finishOnReader(
    _ context: RequestContext, _ outcome: Result<JSONBody, ResponseError>, bytes: Int, _ reply: @escaping Reply
  ) {
    guard !context.channels.isEmpty else { return answer(context, outcome, bytes: bytes, reply) }
    context.started(Task { await self.finish(context, outcome, bytes: bytes, reply) })
  }

  private func answer(
    _ context: RequestContext, _ outcome: Result<JSONBody, ResponseError>, bytes: Int, _ reply: Reply
  ) {
    // Freed before the answer is out: the client may use the id and the tokens again at once.
    state.withLock { $0.inFlight.end(context.id) }
    let outcome = context.settle(outcome)
    for channel in context.channels { channel.close() }
    reply(Response.body(id: context.id, outcome))
    let (waiters, hasRoom) = state.withLock { state in
      let wasFull = state.isFull(limits)
      state.unanswered -= 1
      state.unansweredBytes -= bytes
      let hasRoom = wasFull && !state.isFull(limits)
      guard state.unanswered == 0 else { return ([] as [@Sendable () -> Void], hasRoom) }
      defer { state.idleWaiters = [] }
      return (state.idleWaiters, hasRoom)
    }
    if hasRoom { doorbell.ring() }
    for waiter in waiters { waiter() }
  }
}
