import Synchronization

/// The ordered progress of one request: text that is merged while it waits, and messages between.
///
/// Calls may come from any thread and never wait for the client.
package final class ProgressChannel: Sendable {
  /// Chunks are at most so long, in bytes of escaped text.
  static let chunkLimit = 32 * 1024

  /// Where the channel stands in the outbox.
  enum Place {
    case idle
    /// In line to be written.
    case ready
    /// Waiting until its next chunk is due.
    case resting
  }

  private enum Gate { case open, textless, closed }

  private struct State {
    var queue = TextQueue()
    var place = Place.idle
    var gate = Gate.open
    var chunks = 0
    var units = 0
    var nextDue: ContinuousClock.Instant?
    /// Set by `drained`: what waits goes out without regard to `coalesce`.
    var isFlushing = false
    /// Set by a `commit` that said no.
    var isOwedDemand = false
    var resume: (@Sendable () -> Void)?
    var drainWaiters: [@Sendable () -> Void] = []
  }

  private let outbox: Outbox
  private let encoder: any ChunkEncoder
  private let limit: Int
  private let coalesce: Duration
  private let state = Mutex(State())

  init(outbox: Outbox, encoder: any ChunkEncoder, limit: Int, coalesce: Duration) {
    self.outbox = outbox
    self.encoder = encoder
    self.limit = limit
    self.coalesce = coalesce
  }

  /// What has really been formed into the output since the last restart: messages with text, and their UTF-16 units.
  package var sent: (chunks: Int, units: Int) { state.withLock { ($0.chunks, $0.units) } }

  /// Adds text, as it stands inside a JSON string literal. It is merged with waiting text of the same tag.
  ///
  /// `units` is its length in UTF-16 code units. The text goes out with the next `commit`, or before.
  package func append(escaped text: Span<UInt8>, units: Int, tag: UInt8) {
    state.withLock { state in
      guard state.gate == .open else { return }
      state.queue.append(text, units: units, tag: tag)
    }
  }

  /// Adds a whole message after the text so far, and hands it over. One that `belongsToText` is dropped with the text.
  package func post(_ body: [UInt8], belongsToText: Bool = false) {
    state.withLock { state in
      guard state.gate == .open || state.gate == .textless && !belongsToText else { return }
      state.queue.append(message: body, belongsToText: belongsToText)
    }
    handOver()
  }

  /// Hands over what was added. False when more than the limit waits, and from then on until `onDemand`: stop reading
  /// upstream.
  package func commit() -> Bool {
    handOver()
    return state.withLock { state in
      if state.queue.bytes > limit { state.isOwedDemand = true }
      return !state.isOwedDemand || state.gate == .closed
    }
  }

  /// Registers what is called, on any thread, once no more than half the limit waits after `commit` said false.
  package func onDemand(_ resume: (@Sendable () -> Void)?) {
    let demand = state.withLock { state in
      state.resume = resume
      return takeDemand(&state)
    }
    demand?()
  }

  /// Drops the text that waits, begins to count anew, and posts `body`.
  package func restart(_ body: [UInt8]?) {
    let demand = state.withLock { state in
      state.queue.removeText()
      (state.chunks, state.units) = (0, 0)
      // What tells the client to throw its text away goes out even when this attempt's text is discarded too.
      if let body, state.gate == .open { state.queue.append(message: body, belongsToText: false) }
      return takeDemand(&state)
    }
    demand?()
    handOver()
  }

  /// Drops the text that waits and takes no more; messages that do not belong to the text still pass.
  package func discardText() {
    let demand = state.withLock { state in
      state.queue.removeText()
      if state.gate == .open { state.gate = .textless }
      return takeDemand(&state)
    }
    demand?()
    handOver()
  }

  /// Takes nothing more; what waits goes out.
  package func close() { state.withLock { $0.gate = .closed } }

  /// Returns once all that was added has been formed into the output, or can no longer be. A `coalesce` time is cut
  /// short.
  package func drained() async {
    await withCheckedContinuation { continuation in
      whenDrained { continuation.resume() }
    }
  }
}

/// The outbox's side.
extension ProgressChannel {
  enum Formed {
    /// A message was appended, and there is another.
    case more
    /// Nothing is left to append.
    case last
    case rest(until: ContinuousClock.Instant)
  }

  /// Appends the next message, framed, to `buffer`. Closures to be called without locks are added to `calls`.
  func form(
    framing: Framing, into buffer: inout [UInt8], scratch: inout [UInt8], calls: inout [@Sendable () -> Void]
  ) -> Formed {
    state.withLock { state in
      if state.queue.beginsWithText, !state.isFlushing, let due = state.nextDue, case let now = ContinuousClock.now,
        now < due
      {
        state.place = .resting
        return .rest(until: due)
      }
      guard let element = state.queue.next(limit: Self.chunkLimit, isFinal: state.isFlushing) else {
        state.place = .idle
        settle(&state, &calls)
        return .last
      }
      switch element {
      case .message(let body):
        framing.append(body, to: &buffer)
      case .chunk(let range, let units, let tag):
        scratch.removeAll(keepingCapacity: true)
        encoder.encode(
          seq: state.chunks, tag: tag, text: state.queue.text.span.extracting(range), into: &scratch)
        framing.append(scratch, to: &buffer)
        state.chunks += 1
        state.units += units
        if coalesce > .zero { state.nextDue = .now + coalesce }
      }
      settle(&state, &calls)
      guard state.queue.isEmpty else { return .more }
      state.place = .idle
      return .last
    }
  }

  /// Drops all that waits: the client is gone.
  func abandon(calls: inout [@Sendable () -> Void]) {
    state.withLock { state in
      state.queue.removeAll()
      state.gate = .closed
      state.place = .idle
      settle(&state, &calls)
    }
  }

  /// Whether the channel still rests, and puts it in line if so.
  func wake() -> Bool {
    state.withLock { state in
      guard state.place == .resting else { return false }
      state.place = .ready
      return true
    }
  }

  /// Gets in line. A channel that rests does so only when no text is next: nothing but text waits for its time.
  private func handOver() {
    let place = state.withLock { state -> Place in
      let place = state.place
      switch place {
      case .idle where !state.queue.isEmpty, .resting where !state.queue.beginsWithText: state.place = .ready
      case .idle, .resting, .ready: return .ready
      }
      return place
    }
    if place != .ready { outbox.enqueue(self, from: place) }
  }

  private func whenDrained(_ action: @escaping @Sendable () -> Void) {
    let (isDrained, place) = state.withLock { state -> (Bool, Place) in
      guard !state.queue.isEmpty else { return (true, .ready) }
      state.isFlushing = true
      state.drainWaiters.append(action)
      defer { state.place = .ready }
      return (false, state.place)
    }
    if isDrained { action() }
    if place != .ready { outbox.enqueue(self, from: place) }
  }

  private func settle(_ state: inout State, _ calls: inout [@Sendable () -> Void]) {
    if let demand = takeDemand(&state) { calls.append(demand) }
    guard state.queue.isEmpty, state.isFlushing else { return }
    state.isFlushing = false
    calls += state.drainWaiters
    state.drainWaiters = []
  }

  private func takeDemand(_ state: inout State) -> (@Sendable () -> Void)? {
    guard state.isOwedDemand, state.queue.bytes <= limit / 2, let resume = state.resume else { return nil }
    state.isOwedDemand = false
    return resume
  }
}
