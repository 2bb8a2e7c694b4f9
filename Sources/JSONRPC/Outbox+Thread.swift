import Dispatch
import Synchronization

/// The thread that does what would make a caller wait.
extension Outbox {
  private enum Step {
    case write(PendingOutput)
    case sleep(until: ContinuousClock.Instant?)
    case end
  }

  /// Makes the thread look again at what there is to do; starts it if need be.
  func wakeThread() {
    let isNew = state.withLock { state in
      defer { state.hasThread = true }
      return !state.hasThread
    }
    if isNew { DispatchQueue(label: "outbox", qos: .userInteractive).async { self.runThread() } }
    signal.signal()
  }

  private func runThread() {
    while true {
      switch nextStep() {
      case .write(let pending): write(pending)
      case .sleep(nil): signal.wait()
      case .sleep(let time?): _ = signal.wait(timeout: .now() + (time - .now).dispatchInterval)
      case .end: return
      }
    }
  }

  private func nextStep() -> Step {
    let (step, waiters) = state.withLock { state in
      if !state.resting.isEmpty { state.promoteDue() }
      return (nextStep(&state), state.takeWaitersIfIdle())
    }
    for waiter in waiters { waiter() }
    return step
  }

  private func nextStep(_ state: inout OutboxState) -> Step {
    if state.writer == .thread || state.writer == .nobody && state.hasWork {
      state.writer = .thread
      return .write(state.takeOutput())
    }
    if state.isClosed, state.isIdle {
      state.hasThread = false
      return .end
    }
    state.wakeTime = nil
    _ = state.setWakeTime()
    return .sleep(until: state.wakeTime)
  }

  /// Writes until nothing is left. What is not formed yet can still be merged, so that is done as late as possible.
  private func write(_ pending: PendingOutput) {
    var pending = pending
    do throws(OutputDescriptor.WriteError) {
      repeat {
        while !pending.isEmpty {
          try pending.write { bytes throws(OutputDescriptor.WriteError) in try output.writeWaiting(bytes) }
        }
        if state.withLock(\.hasWork) { output.waitUntilReady() }
      } while formNext(&pending, limit: 1 << 16)
    } catch {
      fail()
    }
  }
}

extension Duration {
  /// Never negative; what is longer than 292 years is cut.
  var dispatchInterval: DispatchTimeInterval {
    let (seconds, attoseconds) = components
    guard seconds >= 0, attoseconds >= 0 else { return .nanoseconds(0) }
    guard seconds < Int64.max / 1_000_000_000 else { return .never }
    return .nanoseconds(Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000))
  }
}
