internal import HTTPStreaming
internal import Notes
internal import Synchronization

/// Takes in the response of one attempt that is answered in one piece.
final class AnswerReceiver: HTTPReceiver {
  /// The whole answer, or the failure.
  typealias Outcome = Result<Answer, EngineError>

  struct Answer {
    var status: Int
    var retryAfterMs: Int?
    var body: [UInt8]
  }

  private struct State {
    var head: HTTPHead?
    var timing = HTTPTiming()
    var body: [UInt8] = []
    var isTooLarge = false
    var waiter: CheckedContinuation<Outcome, Never>?
    var exchange: (any HTTPExchange)?
    var isCancelled = false
    var isFinished = false
  }

  private let limit: Int
  private let name: String
  private let subject: Subject
  private let accepted: Set<Int>
  private let state = Mutex(State())

  /// `limit` is the longest body in bytes; `name` is the upstream's, for messages. Statuses that are not `accepted` are
  /// failures.
  init(limit: Int, name: String, subject: Subject, accepting accepted: Set<Int> = [200, 201]) {
    self.limit = limit
    self.name = name
    self.subject = subject
    self.accepted = accepted
  }

  /// How long the steps took; known once `run` has returned.
  var timing: HTTPTiming { state.withLock(\.timing) }

  /// When the server said that it answered; known once `run` has returned.
  var date: String? { state.withLock { $0.head?.first("date") } }

  /// Makes the request and waits for its end; cancelling the task closes the connection first.
  func run(_ request: HTTPRequest, on client: any HTTPClient) async -> Outcome {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        state.withLock { $0.waiter = continuation }
        let exchange = client.start(request, self)
        let isCancelled = state.withLock { state in
          // All may be over before there was anything to register.
          if !state.isFinished { state.exchange = exchange }
          return state.isCancelled
        }
        if isCancelled { exchange.cancel() }
      }
    } onCancel: {
      let exchange = state.withLock { state in
        state.isCancelled = true
        return state.exchange
      }
      exchange?.cancel()
    }
  }

  func receive(head: HTTPHead) { state.withLock { $0.head = head } }

  func receive(body: Span<UInt8>) {
    state.withLock { state in
      guard state.body.count + body.count <= limit else {
        state.isTooLarge = true
        return
      }
      unsafe body.withUnsafeBytes { unsafe state.body.append(contentsOf: $0) }
    }
  }

  func passEnded() -> StreamState {
    state.withLock { state in
      if state.isTooLarge { return .finished }
      return state.body.isEmpty ? .awaitingFirst : .flowing
    }
  }

  func took(_ timing: HTTPTiming) { state.withLock { $0.timing = timing } }

  func finished(_ result: Result<Void, HTTPFailure>) {
    let (waiter, outcome) = state.withLock { state -> (CheckedContinuation<Outcome, Never>?, Outcome) in
      state.isFinished = true
      state.exchange = nil
      defer { state.waiter = nil }
      return (state.waiter, self.outcome(result, state))
    }
    waiter?.resume(returning: outcome)
  }

  private func outcome(_ result: Result<Void, HTTPFailure>, _ state: State) -> Outcome {
    if case .failure(.cancelled) = result { return .failure(.cancelled) }
    if let head = state.head, !accepted.contains(head.status) {
      return .failure(EngineError(head: head, body: state.body, name: name, subject: subject))
    }
    if state.isTooLarge {
      return .failure(
        EngineError(.malformedStream, "The answer of \(name) was larger than the configured limit, so it was not used.")
      )
    }
    switch result {
    case .success:
      let retryAfter = state.head?.first("retry-after").flatMap { RetryAfter.milliseconds($0) }
      return .success(Answer(status: state.head?.status ?? 200, retryAfterMs: retryAfter, body: state.body))
    case .failure(let failure): return .failure(EngineError(failure, name: name, subject: subject, hasText: false))
    }
  }
}
