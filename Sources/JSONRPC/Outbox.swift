import Dispatch
import Synchronization

/// The one writer of the output: whole messages, and the progress of requests.
///
/// Nobody who calls it waits for the client. Where the output takes the bytes at once, the caller's thread writes them
/// itself, so that text goes from the upstream to the client without a change of thread; whatever would have to wait is
/// written by a thread of the outbox's own, which is started when it is first needed.
package final class Outbox: Sendable {
  let output: OutputDescriptor
  let signal = DispatchSemaphore(value: 0)
  let state = Mutex(OutboxState())
  private let onFailure: @Sendable () -> Void

  /// - Parameters:
  ///   - descriptor: where to write; nothing else may write there. It is not closed.
  ///   - onFailure: called once, on any thread, when the client is gone (EPIPE) or the output broke. All that is sent
  ///     from then on is dropped.
  package convenience init(descriptor: Int32, onFailure: @escaping @Sendable () -> Void) {
    self.init(OutputDescriptor(descriptor), onFailure: onFailure)
  }

  init(_ output: consuming OutputDescriptor, onFailure: @escaping @Sendable () -> Void) {
    self.output = output
    self.onFailure = onFailure
  }

  /// Says how messages are framed. Until it is called, they are framed by `Content-Length`.
  package func begin(_ framing: Framing) { state.withLock { $0.framing = framing } }

  /// Sends a whole message: a response, a request or a notification, as JSON without line breaks.
  package func send(_ body: [UInt8]) { send(OutgoingBody(head: body)) }

  func send(_ body: OutgoingBody) {
    state.withLock { state in
      guard !state.hasFailed else { return }
      state.control.append(body, state.framing)
    }
    writeNow()
  }

  /// Opens a channel for one request's progress; see `RequestContext.channel`.
  package func channel(encoder: any ChunkEncoder, limit: Int = 1 << 16, coalesce: Duration = .zero) -> ProgressChannel {
    ProgressChannel(outbox: self, encoder: encoder, limit: limit, coalesce: coalesce)
  }

  /// Bytes of messages that wait to be written, those in the writer's hands aside.
  package var backlog: Int { state.withLock { $0.control.count } }

  /// Returns once everything has been written, or never can be.
  package func drained() async {
    await withCheckedContinuation { continuation in whenDrained { continuation.resume() } }
  }

  /// Blocks the calling thread until everything has been written or never can be; false when that takes longer than
  /// `limit`.
  package func drain(within limit: Duration) -> Bool {
    let isDrained = DispatchSemaphore(value: 0)
    whenDrained { isDrained.signal() }
    return isDrained.wait(timeout: .now() + limit.dispatchInterval) == .success
  }

  /// Ends the outbox's thread once everything has been written. Nothing may be sent any more.
  package func close() {
    state.withLock { $0.isClosed = true }
    signal.signal()
  }

  /// Puts a channel in line that has something to say, or need not rest any more.
  func enqueue(_ channel: ProgressChannel, from place: ProgressChannel.Place) {
    let hasFailed = state.withLock { state in
      if place == .resting { state.resting.removeAll { $0.channel === channel } }
      if !state.hasFailed { state.ready.append(channel) }
      return state.hasFailed
    }
    if hasFailed { abandon([channel]) } else { writeNow() }
  }

  func whenDrained(_ action: @escaping @Sendable () -> Void) {
    let isDrained = state.withLock { state in
      if !state.isIdle { state.drainWaiters.append(action) }
      return state.isIdle
    }
    if isDrained { action() }
  }

  /// Writes what can be written without waiting, and leaves the rest to the thread. Does nothing while someone writes:
  /// whoever does goes on until nothing is left.
  private func writeNow() {
    guard var pending = takeTurn() else { return }
    // Where others keep adding, a caller goes back to its own work after a while.
    for _ in 0..<8 {
      guard formNext(&pending, limit: output.limitWithoutWaiting) else { return }
      do throws(OutputDescriptor.WriteError) {
        try pending.write { bytes throws(OutputDescriptor.WriteError) in try output.writeNow(bytes) }
      } catch {
        return fail()
      }
      guard pending.isEmpty else { break }
    }
    handOver(pending)
  }

  /// Takes the right to write for the caller; nil when someone has it, or there is nothing to write.
  private func takeTurn() -> PendingOutput? {
    state.withLock { state in
      guard state.writer == .nobody, state.hasWork else { return nil }
      state.writer = .caller
      return state.takeOutput()
    }
  }

  /// Forms what goes out next; when that is nothing, gives up the right to write and returns false.
  func formNext(_ pending: inout PendingOutput, limit: Int) -> Bool {
    var calls: [@Sendable () -> Void] = []
    let (isDone, needsThread) = state.withLock { state in
      state.form(&pending, limit: limit, calls: &calls)
      let needsThread = state.setWakeTime()
      guard pending.isEmpty else { return (false, needsThread) }
      state.writer = .nobody
      swap(&state.output, &pending)
      if !state.drainWaiters.isEmpty { calls += state.takeWaitersIfIdle() }
      return (true, needsThread)
    }
    for call in calls { call() }
    if needsThread { wakeThread() }
    return !isDone
  }

  /// Leaves what could not be written, and the right to write, to the thread.
  private func handOver(_ pending: PendingOutput) {
    state.withLock { state in
      state.output = pending
      state.writer = .thread
    }
    wakeThread()
  }

  func fail() {
    let (channels, waiters, isFirst) = state.withLock { state in
      let isFirst = !state.hasFailed
      defer { state.drainWaiters = [] }
      return (state.fail(), state.drainWaiters, isFirst)
    }
    abandon(channels)
    for waiter in waiters { waiter() }
    if isFirst { onFailure() }
  }

  private func abandon(_ channels: [ProgressChannel]) {
    var calls: [@Sendable () -> Void] = []
    for channel in channels { channel.abandon(calls: &calls) }
    for call in calls { call() }
  }
}
