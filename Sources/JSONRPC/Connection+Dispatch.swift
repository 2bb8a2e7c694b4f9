import Synchronization

extension Connection {
  typealias Reply = @Sendable (OutgoingBody) -> Void

  func dispatch(_ input: Input, _ router: Router) {
    let send: Reply = { self.outbox.send($0) }
    switch input {
    case .tooLong:
      let error = ResponseError(.invalidRequest, "The message is longer than \(messageBytes) bytes.")
      send(Response.body(id: .null, .failure(error)))
    case .message(let text):
      switch MessageBatch(text) {
      case .single(let message):
        dispatch(message, bytes: text.count, router, send)
      case .batch(let messages):
        let replies = BatchReplies(count: messages.count(where: \.isAnswered))
        var index = 0
        for message in messages where !isStopped {
          let position = index
          if message.isAnswered { index += 1 }
          dispatch(message, bytes: text.count / messages.count, router) { body in
            if let whole = replies.put(body.whole, at: position) { send(OutgoingBody(head: whole)) }
          }
        }
      }
    }
  }

  private func dispatch(_ message: Message, bytes: Int, _ router: Router, _ reply: @escaping Reply) {
    switch message {
    case .request(let id, let method, let params):
      start(RequestContext(id: id, params: params, outbox: outbox), method, params, bytes: bytes, router, reply)
    case .notification(let method, let params):
      notify(method, params, router)
    case .response(let id, let outcome):
      guard case .number(let number) = id else { return }
      state.withLock { $0.calls.take(number) }?(outcome)
    case .invalid(let id, let error):
      reply(Response.body(id: id, .failure(error)))
    }
  }

  private func notify(_ method: String, _ params: JSONValue?, _ router: Router) {
    switch method {
    case "$/cancelRequest":
      guard let id = params?["id"].flatMap(RequestID.init) else { return }
      state.withLock { $0.inFlight.handle(of: id) }?.cancel()
    case "window/workDoneProgress/cancel":
      guard let token = params?["token"].flatMap(ProgressToken.init) else { return }
      cancel(token)
    default:
      guard router.gate(method, false) == nil, let handler = router.notifications[method] else { return }
      do throws(ResponseError) {
        try handler(params)
      } catch {
        // Not the reason: it may quote the parameters.
        log("\(method) was ignored: its parameters cannot be read.")
      }
    }
  }

  private func start(
    _ context: RequestContext, _ method: String, _ params: JSONValue?, bytes: Int, _ router: Router,
    _ reply: @escaping Reply
  ) {
    do throws(ResponseError) {
      if let error = router.gate(method, true) { throw error }
      guard let handler = router.requests[method] else {
        throw ResponseError(.methodNotFound, "There is no method \(method).")
      }
      try begin(context, bytes: bytes)
      let finish: @Sendable (Result<JSONBody, ResponseError>) async -> Void = { outcome in
        await self.finish(context, outcome, bytes: bytes, reply)
      }
      do throws(ResponseError) {
        switch try handler(params, context) {
        case .result(let text): finishOnReader(context, .success(.text(text)), bytes: bytes, reply)
        case .work(let work):
          context.started(
            Task {
              do throws(ResponseError) {
                await finish(.success(try await work()))
              } catch {
                await finish(.failure(error))
              }
            })
        }
      } catch {
        finishOnReader(context, .failure(error), bytes: bytes, reply)
      }
    } catch {
      reply(Response.body(id: context.id, .failure(error)))
    }
  }

  private func begin(_ context: RequestContext, bytes: Int) throws(ResponseError) {
    do throws(InFlight<RequestContext>.Conflict) {
      try state.withLock { state throws(InFlight<RequestContext>.Conflict) in
        try state.inFlight.begin(context.id, tokens: context.tokens, handle: context)
        state.unanswered += 1
        state.unansweredBytes += bytes
      }
    } catch {
      switch error {
      case .idInUse: throw ResponseError(.invalidRequest, "A request with this id is still running.")
      case .tokenInUse: throw ResponseError(.invalidRequest, "A running request uses this progress token.")
      }
    }
  }
}
