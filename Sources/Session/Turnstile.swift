internal import Notes
internal import Synchronization

/// Lets only so many work at a time; the others wait in the order in which they came.
final class Turnstile: Sendable {
  private struct State {
    var limit = 1
    var inside = 0
    var waiting: [Int: CheckedContinuation<Bool, Never>] = [:]
    /// Those who came, the ones who have left since included; the first is at `next`.
    var line: [Int] = []
    var next = 0
    var lastID = 0

    /// The one whose turn it is, who counts as inside from now on.
    mutating func admit() -> CheckedContinuation<Bool, Never>? {
      while inside < limit, next < line.count {
        defer { next += 1 }
        guard let first = waiting.removeValue(forKey: line[next]) else { continue }
        inside += 1
        return first
      }
      if next == line.count {
        line.removeAll(keepingCapacity: true)
        next = 0
      }
      return nil
    }
  }

  private let state = Mutex(State())

  /// Returns when there is room: at most `limit` are inside, by the latest call. Each who entered has to `leave`. Throws
  /// `cancelled` at once when the task is.
  func enter(limit: Int) async throws(EngineError) {
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    let isAdmitted = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isCancelled = state.withLock { state in
          guard !Task.isCancelled else { return true }
          state.limit = limit
          state.waiting[id] = continuation
          state.line.append(id)
          return false
        }
        if isCancelled { continuation.resume(returning: false) } else { admit() }
      }
    } onCancel: {
      state.withLock { $0.waiting.removeValue(forKey: id) }?.resume(returning: false)
    }
    guard isAdmitted else { throw EngineError(.cancelled, "Cancelled.") }
  }

  func leave() {
    state.withLock { $0.inside -= 1 }
    admit()
  }

  private func admit() {
    while let next = state.withLock({ $0.admit() }) { next.resume(returning: true) }
  }
}
