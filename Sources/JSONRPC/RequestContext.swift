import Synchronization

/// What a handler knows of the request it answers: its id, its tokens, whether it was cancelled, where progress goes.
package final class RequestContext: Sendable {
  private struct State {
    var isCancelled = false
    /// Set once the answer is decided; a cancel comes too late then.
    var isSettled = false
    var actions: [@Sendable () -> Void] = []
    var task: Task<Void, Never>?
    var channels: [ProgressChannel] = []
  }

  /// Under which the client waits for the answer.
  package let id: RequestID
  /// The token for begin, report and end, when the client asked for them.
  package let workDoneToken: ProgressToken?
  /// The token for partial results, when the client asked for them.
  package let partialResultToken: ProgressToken?
  private let outbox: Outbox
  private let state = Mutex(State())

  init(id: RequestID, params: JSONValue?, outbox: Outbox) {
    self.id = id
    workDoneToken = params?["workDoneToken"].flatMap(ProgressToken.init)
    partialResultToken = params?["partialResultToken"].flatMap(ProgressToken.init)
    self.outbox = outbox
  }

  /// Whether a cancel of this request has been read. Its answer is then `-32800`, whatever the handler returns.
  package var isCancelled: Bool { state.withLock(\.isCancelled) }

  /// Registers what to do on the reader's thread when a cancel is read, before the handler's task is cancelled; done at
  /// once when that has happened already.
  package func onCancel(_ action: @escaping @Sendable () -> Void) {
    let isLate = state.withLock { state in
      if !state.isCancelled { state.actions.append(action) }
      return state.isCancelled
    }
    if isLate { action() }
  }

  /// Opens a channel for this request's progress. All that is put into it goes out before the answer.
  ///
  /// - Parameters:
  ///   - limit: bytes of waiting text above which `commit` asks to stop reading.
  ///   - coalesce: the least time between two chunks, the first aside.
  package func channel(encoder: any ChunkEncoder, limit: Int = 1 << 16, coalesce: Duration = .zero) -> ProgressChannel {
    let channel = outbox.channel(encoder: encoder, limit: limit, coalesce: coalesce)
    state.withLock { $0.channels.append(channel) }
    return channel
  }

  var tokens: Set<ProgressToken> { Set([workDoneToken, partialResultToken].compactMap(\.self)) }
  var channels: [ProgressChannel] { state.withLock(\.channels) }

  /// Runs the registered actions and cancels the handler's task. Does nothing the second time.
  func cancel() {
    let (actions, task) = state.withLock { state in
      guard !state.isCancelled, !state.isSettled else {
        return ([] as [@Sendable () -> Void], nil as Task<Void, Never>?)
      }
      state.isCancelled = true
      defer { state.actions = [] }
      return (state.actions, state.task)
    }
    for action in actions { action() }
    task?.cancel()
  }

  /// Decides that the answer is what the handler returns: a cancel comes too late from now on. False when one has come
  /// before; then the answer is `-32800`.
  package func decide() -> Bool {
    state.withLock { state in
      if !state.isCancelled { state.isSettled = true }
      return state.isSettled
    }
  }

  /// Decides the answer: the handler's, or `-32800` when a cancel has been read.
  func settle(_ outcome: Result<JSONBody, ResponseError>) -> Result<JSONBody, ResponseError> {
    let isCancelled = state.withLock { state in
      state.isSettled = true
      state.actions = []
      return state.isCancelled
    }
    guard isCancelled else { return outcome }
    if case .failure(let error) = outcome, error.code == ResponseError.Code.requestCancelled.rawValue { return outcome }
    return .failure(.cancelled)
  }

  /// Keeps the task that runs the handler, for `cancel`.
  func started(_ task: Task<Void, Never>) {
    let isCancelled = state.withLock { state in
      state.task = task
      return state.isCancelled
    }
    if isCancelled { task.cancel() }
  }
}
