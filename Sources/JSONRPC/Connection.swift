import Dispatch
import Synchronization

/// One client: reads its messages, hands them to a router, and sees to it that each request is answered once.
///
/// The thread that reads waits for nothing but input: not for handlers, not for the output.
package final class Connection: Sendable {
  /// How much a client may ask for at once.
  package struct Limits: Sendable {
    /// Bytes of one message.
    package var messageBytes = 64 << 20
    /// Bytes of one header block.
    package var headerBytes = 8192
    /// In newline framing, reading pauses while so many requests, or requests of so many bytes, are unanswered.
    package var unansweredRequests = 4096
    /// See `unansweredRequests`.
    package var unansweredBytes = 64 << 20

    /// The defaults.
    package init() {}
  }

  struct State {
    var inFlight = InFlight<RequestContext>()
    var calls = OutgoingCalls()
    /// Counts the work that was started without a request.
    var lastWork = 0
    var unanswered = 0
    var unansweredBytes = 0
    var idleWaiters: [@Sendable () -> Void] = []
    var isStopped = false
    var watch: Watch?
    /// The bell will be rung when all answers have been written.
    var waitsForOutbox = false

    func isFull(_ limits: Limits) -> Bool {
      unanswered >= limits.unansweredRequests || unansweredBytes >= limits.unansweredBytes
    }
  }

  let outbox: Outbox
  let limits: Limits
  let log: @Sendable (String) -> Void
  let state = Mutex(State())
  let doorbell = Doorbell()
  private let decoder: Mutex<MessageDecoder>

  /// - Parameter log: takes a line for a person; it never holds anything that a message held.
  package init(outbox: Outbox, limits: Limits = Limits(), log: @escaping @Sendable (String) -> Void) {
    self.outbox = outbox
    self.limits = limits
    self.log = log
    decoder = Mutex(MessageDecoder(limit: limits.messageBytes, headerLimit: limits.headerBytes))
  }

  /// How the client frames its messages; nil before its first byte.
  package var framing: Framing? { decoder.withLock(\.framing) }

  /// Bytes of one message, from the next one on.
  package var messageBytes: Int {
    get { decoder.withLock(\.limit) }
    set { decoder.withLock { $0.limit = newValue } }
  }

  /// Takes input and dispatches the messages that it completes. Throws when the input is lost.
  package func receive(_ bytes: Span<UInt8>, routing router: Router) throws(FrameError) {
    let framing = decoder.withLock { decoder in
      let isNew = decoder.framing == nil
      decoder.append(bytes)
      return isNew ? decoder.framing : nil
    }
    if let framing { outbox.begin(framing) }
    while !isStopped, let input = try nextInput() { dispatch(input, router) }
  }

  /// Says that input has ended, and dispatches a last line. Throws when input ended inside a message.
  package func endInput(routing router: Router) throws(FrameError) {
    let last = try decoder.withLock { decoder throws(FrameError) in try decoder.finish() }
    if let last { dispatch(last, router) }
  }

  /// Cancels every request in flight, and gives up every request to the client. What they answer still goes out.
  package func cancelAll() {
    let (contexts, calls) = state.withLock { ($0.inFlight.handles, $0.calls.takeAll()) }
    for context in contexts { context.cancel() }
    for call in calls { call(.failure(.cancelled)) }
  }

  /// Returns once every request that was read has been answered, as far as the outbox is concerned.
  package func waitUntilIdle() async {
    await withCheckedContinuation { continuation in whenIdle { continuation.resume() } }
  }

  /// Blocks the calling thread until every request has been answered and every answer written; false when that takes
  /// longer than `limit`.
  package func finish(within limit: Duration) -> Bool {
    let deadline = ContinuousClock.now + limit
    let isIdle = DispatchSemaphore(value: 0)
    whenIdle { isIdle.signal() }
    guard isIdle.wait(timeout: .now() + limit.dispatchInterval) == .success else { return false }
    return outbox.drain(within: deadline - .now)
  }

  /// Makes `run` return `.stopped` without dispatching anything more. May be called on any thread.
  package func stop() {
    state.withLock { $0.isStopped = true }
    doorbell.ring()
  }

  var isStopped: Bool { state.withLock(\.isStopped) }

  private func whenIdle(_ action: @escaping @Sendable () -> Void) {
    let isIdle = state.withLock { state in
      if state.unanswered > 0 { state.idleWaiters.append(action) }
      return state.unanswered == 0
    }
    if isIdle { action() }
  }

  private func nextInput() throws(FrameError) -> Input? {
    try decoder.withLock { decoder throws(FrameError) in try decoder.next() }
  }
}
