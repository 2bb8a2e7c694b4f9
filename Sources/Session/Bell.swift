internal import Dispatch
internal import JSONRPC
internal import Synchronization

/// Wakes the one who waits for it; rung before, it is not waited for.
final class Bell: Sendable {
  private struct State {
    var isRung = false
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  func ring() {
    let waiter = state.withLock { state in
      state.isRung = state.waiter == nil
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume()
  }

  /// Returns at the next ring or at `time`, or a little before for no reason.
  func wait(until time: ContinuousClock.Instant) async {
    let nanoseconds = max(0, Int((time - .now) / .nanoseconds(1)))
    DispatchQueue.global().asyncAfter(deadline: .now() + .nanoseconds(nanoseconds)) { self.ring() }
    await withCheckedContinuation { continuation in
      let isRung = state.withLock { state in
        defer { state.isRung = false }
        if !state.isRung { state.waiter = continuation }
        return state.isRung
      }
      if isRung { continuation.resume() }
    }
  }
}
