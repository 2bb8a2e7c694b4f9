import Synchronization

extension Connection {
  /// Sends a notification. Throws `-32603` when JSON cannot hold `params`.
  package func notify<N: NotificationType>(_ type: N.Type, _ params: N.Params) throws(ResponseError)
  where N.Params: Encodable {
    outbox.send(try OutgoingMessage.notification(N.method, params))
  }

  /// Asks the client, and waits for its answer. Throws the client's error, `-32800` when the task was cancelled or the
  /// client is gone, `-32602` when the answer is not what `R` says.
  package func request<R: RequestType>(_ type: R.Type, _ params: R.Params) async throws(ResponseError) -> R.Result
  where R.Params: Encodable, R.Result: Decodable {
    let id = state.withLock { $0.calls.makeID() }
    let body = try OutgoingMessage.request(id, R.method, params)
    let answer = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        state.withLock { $0.calls.wait(for: id) { continuation.resume(returning: $0) } }
        if Task.isCancelled { abandonCall(id) } else { outbox.send(body) }
      }
    } onCancel: {
      abandonCall(id)
    }
    return try answer.get().decode(R.Result.self, root: "result")
  }

  /// Asks the client, and goes on. `answered` is called with what the other `request` would return or throw, on the
  /// reader's thread before it reads on, and must not wait. Throws `-32603` when JSON cannot hold `params`.
  package func request<R: RequestType>(
    _ type: R.Type, _ params: R.Params,
    answered: @escaping @Sendable (Result<R.Result, ResponseError>) -> Void
  ) throws(ResponseError) where R.Params: Encodable, R.Result: Decodable {
    let id = state.withLock { $0.calls.makeID() }
    let body = try OutgoingMessage.request(id, R.method, params)
    state.withLock { state in
      state.calls.wait(for: id) { answer in
        answered(
          Result { () throws(ResponseError) in try answer.get().decode(R.Result.self, root: "result") })
      }
    }
    outbox.send(body)
  }

  private func abandonCall(_ id: Int64) { state.withLock { $0.calls.take(id) }?(.failure(.cancelled)) }
}
