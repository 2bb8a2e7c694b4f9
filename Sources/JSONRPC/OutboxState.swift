/// What an outbox holds: what is to be written, and who writes.
struct OutboxState {
  enum Writer { case nobody, caller, thread }

  var framing = Framing.contentLength
  var control = ControlLine()
  var ready = ReadyLine()
  /// Channels whose next chunk is not due yet.
  var resting: [(channel: ProgressChannel, due: ContinuousClock.Instant)] = []
  var writer = Writer.nobody
  /// What is being written; empty here while a writer has it in hand.
  var output = PendingOutput()
  var hasThread = false
  /// When the thread will look after the resting channels; nil while it sleeps until it is signalled.
  var wakeTime: ContinuousClock.Instant?
  var hasFailed = false
  var isClosed = false
  var drainWaiters: [@Sendable () -> Void] = []
  private var scratch: [UInt8] = []

  var isIdle: Bool { writer == .nobody && !hasWork && resting.isEmpty }
  var hasWork: Bool { !output.isEmpty || !control.isEmpty || !ready.isEmpty }

  /// Forms up to `limit` bytes of what waits, or one message if that is longer: control messages first, then channels
  /// in turn. Closures to be called once no lock is held are added to `calls`.
  mutating func form(_ pending: inout PendingOutput, limit: Int, calls: inout [@Sendable () -> Void]) {
    guard control.form(into: &pending.bytes, limit: limit) else { return }
    if !resting.isEmpty { promoteDue() }
    while pending.count < limit, let channel = ready.popFirst() {
      switch channel.form(framing: framing, into: &pending.bytes, scratch: &scratch, calls: &calls) {
      case .more: ready.append(channel)
      case .last: break
      case .rest(let due): resting.append((channel, due))
      }
    }
  }

  /// Puts resting channels in line whose time has come, and forgets those that have been put in line otherwise.
  mutating func promoteDue() {
    let now = ContinuousClock.now
    var kept = 0
    for (channel, due) in resting {
      if due > now {
        resting[kept] = (channel, due)
        kept += 1
      } else if channel.wake() {
        ready.append(channel)
      }
    }
    resting.removeSubrange(kept...)
  }

  /// Sets the time at which the thread is to look after the resting channels; true when the thread, if it sleeps,
  /// would wake too late for it.
  mutating func setWakeTime() -> Bool {
    guard !resting.isEmpty, let due = resting.lazy.map(\.due).min() else { return false }
    if let wakeTime, wakeTime <= due { return false }
    wakeTime = due
    return true
  }

  /// Hands what is being written to a writer.
  mutating func takeOutput() -> PendingOutput {
    defer { output = PendingOutput() }
    return output
  }

  /// What waits for everything to be written, if that is so now.
  mutating func takeWaitersIfIdle() -> [@Sendable () -> Void] {
    guard isIdle, !drainWaiters.isEmpty else { return [] }
    defer { drainWaiters = [] }
    return drainWaiters
  }

  /// Drops everything: the client is gone. Returns the channels that held something.
  mutating func fail() -> [ProgressChannel] {
    hasFailed = true
    writer = .nobody
    control = ControlLine()
    output = PendingOutput()
    var channels = resting.map(\.channel)
    resting = []
    while let channel = ready.popFirst() { channels.append(channel) }
    return channels
  }
}
