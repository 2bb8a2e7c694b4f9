import Synchronization

/// Where the server's thread writes its statistics and anyone reads them, or waits for them.
final class StatisticsBoard: Sendable {
  private struct Waiter {
    let condition: @Sendable (SandboxStatistics) -> Bool
    let continuation: CheckedContinuation<SandboxStatistics?, Never>
  }

  private struct State {
    var statistics = SandboxStatistics()
    var waiters: [Int: Waiter] = [:]
    var nextWaiter = 0
    var isClosed = false
  }

  private let state = Mutex(State())

  var statistics: SandboxStatistics { state.withLock { $0.statistics } }

  func update(_ change: (inout SandboxStatistics) -> Void) {
    let satisfied = state.withLock { state -> [(Waiter, SandboxStatistics)] in
      change(&state.statistics)
      if state.waiters.isEmpty { return [] }
      let statistics = state.statistics
      let ready = state.waiters.filter { $0.value.condition(statistics) }
      for key in ready.keys { state.waiters[key] = nil }
      return ready.values.map { ($0, statistics) }
    }
    for (waiter, statistics) in satisfied { waiter.continuation.resume(returning: statistics) }
  }

  /// The statistics as soon as they meet `condition`; throws when the task is cancelled or the server stopped.
  func wait(
    for condition: @escaping @Sendable (SandboxStatistics) -> Bool
  ) async throws(CancellationError) -> SandboxStatistics {
    let key = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    let found = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        enroll(Waiter(condition: condition, continuation: continuation), key: key)
      }
    } onCancel: {
      let waiter = state.withLock { $0.waiters.removeValue(forKey: key) }
      waiter?.continuation.resume(returning: nil)
    }
    guard let found else { throw CancellationError() }
    return found
  }

  /// Ends every wait, those to come included.
  func close() {
    let waiters = state.withLock { state in
      state.isClosed = true
      defer { state.waiters = [:] }
      return state.waiters.values.map(\.continuation)
    }
    for continuation in waiters { continuation.resume(returning: nil) }
  }

  private func enroll(_ waiter: Waiter, key: Int) {
    let answer = state.withLock { state -> SandboxStatistics?? in
      if waiter.condition(state.statistics) { return state.statistics }
      if state.isClosed || Task.isCancelled { return .some(nil) }
      state.waiters[key] = waiter
      return nil
    }
    if let answer { waiter.continuation.resume(returning: answer) }
  }
}
