/// Which handler answers which method.
package struct Router: Sendable {
  /// The part of a handler that runs after the reader has gone on.
  package typealias Work<Result> = @Sendable () async throws(ResponseError) -> Result

  /// What comes of a request on the reader's thread: the JSON text of its result, or work that will yield it.
  enum Start: Sendable {
    case result([UInt8])
    case work(Work<JSONBody>)
  }

  typealias RequestHandler = @Sendable (JSONValue?, RequestContext) throws(ResponseError) -> Start
  typealias NotificationHandler = @Sendable (JSONValue?) throws(ResponseError) -> Void

  private(set) var requests: [String: RequestHandler] = [:]
  private(set) var notifications: [String: NotificationHandler] = [:]

  /// Asked on the reader's thread before anything is dispatched; an error answers a request and drops a notification.
  package var gate: @Sendable (_ method: String, _ isRequest: Bool) -> ResponseError? = { _, _ in nil }

  /// A router that knows no method.
  package init() {}

  /// Answers requests of type `R`, each in a task of its own.
  package mutating func on<R: RequestType>(
    _ type: R.Type,
    _ handler: @escaping @Sendable (R.Params, RequestContext) async throws(ResponseError) -> R.Result
  ) {
    on(type) { params, context throws(ResponseError) in
      { () async throws(ResponseError) in try await handler(params, context) }
    }
  }

  /// Answers requests of type `R` in two steps: `prepare` runs on the reader's thread, in the order in which messages
  /// came, and must not wait; the work that it returns runs in a task of its own.
  package mutating func on<R: RequestType>(
    _ type: R.Type,
    prepare: @escaping @Sendable (R.Params, RequestContext) throws(ResponseError) -> Work<R.Result>
  ) {
    onJSON(type) { params, context throws(ResponseError) in
      let work = try prepare(params, context)
      return { () async throws(ResponseError) in .text(try JSONText.encode(try await work())) }
    }
  }

  /// Answers requests of type `R` in the same two steps by work that returns the result's JSON, for results too large to
  /// go through an encoder.
  package mutating func onJSON<R: RequestType>(
    _ type: R.Type,
    prepare: @escaping @Sendable (R.Params, RequestContext) throws(ResponseError) -> Work<JSONBody>
  ) {
    let handler: RequestHandler = { params, context throws(ResponseError) in
      .work(try prepare(Self.decode(params), context))
    }
    requests[R.method] = handler
  }

  /// Answers requests of type `R` on the reader's thread, at once: for what costs no time, such as `initialize`.
  package mutating func onReader<R: RequestType>(
    _ type: R.Type,
    _ handler: @escaping @Sendable (R.Params, RequestContext) throws(ResponseError) -> R.Result
  ) {
    let handler: RequestHandler = { params, context throws(ResponseError) in
      .result(try JSONText.encode(try handler(Self.decode(params), context)))
    }
    requests[R.method] = handler
  }

  /// Takes notifications of type `N` on the reader's thread, in the order in which they came. Must not wait.
  package mutating func onNotification<N: NotificationType>(
    _ type: N.Type, _ handler: @escaping @Sendable (N.Params) -> Void
  ) {
    let handler: NotificationHandler = { params throws(ResponseError) in handler(try Self.decode(params)) }
    notifications[N.method] = handler
  }

  /// Absent parameters are read as an empty object.
  private static func decode<Params: Decodable>(_ params: JSONValue?) throws(ResponseError) -> Params {
    try (params ?? .object([:])).decode(Params.self)
  }
}
