package import Notes
internal import Synchronization

/// A key that is fetched when it is first needed, once for all who wait for it, and then kept in memory.
package final class KeyCache: Sendable {
  private typealias Outcome = Result<Redacted<String>, EngineError>

  private struct State {
    var key: Redacted<String>?
    var fetch: Task<Void, Never>?
    /// Tells a fetch that was given up from the one that counts.
    var fetchNumber = 0
    var waiters: [Int: CheckedContinuation<Outcome, Never>] = [:]
    var lastWaiter = 0
  }

  private let source: KeySource
  private let environment: Redacted<[String: String]>
  private let timeLimit: Duration
  private let state = Mutex(State())

  /// `environment` is what a key command gets, and `timeLimit` how long it may take.
  package init(_ source: KeySource, environment: [String: String], timeLimit: Duration = .seconds(10)) {
    self.source = source
    self.environment = Redacted(environment)
    self.timeLimit = timeLimit
  }

  /// The key. Throws `notConfigured`, or `cancelled` at once when the task is; a failure is not kept.
  package func key() async throws(EngineError) -> Redacted<String> {
    let id = state.withLock { state in
      state.lastWaiter += 1
      return state.lastWaiter
    }
    let outcome: Outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let known = state.withLock { state -> Outcome? in
          if Task.isCancelled { return .failure(Self.cancelled) }
          if let key = state.key { return .success(key) }
          state.waiters[id] = continuation
          if state.fetch == nil { begin(&state) }
          return nil
        }
        if let known { continuation.resume(returning: known) }
      }
    } onCancel: {
      leave(id)
    }
    return try outcome.get()
  }

  /// Fetches the key in the background, for a request that is about to come.
  package func prefetch() {
    state.withLock { state in
      if state.key == nil, state.fetch == nil { begin(&state) }
    }
  }

  /// Throws `key` away, which was refused: the next request fetches it anew.
  package func reject(_ key: Redacted<String>) {
    state.withLock { if $0.key == key { $0.key = nil } }
  }

  private static var cancelled: EngineError { EngineError(.cancelled, "Cancelled.") }

  private func begin(_ state: inout State) {
    state.fetchNumber += 1
    state.fetch = Task { [number = state.fetchNumber] in await self.fetch(number) }
  }

  private func fetch(_ number: Int) async {
    let outcome: Outcome
    do throws(EngineError) {
      outcome = .success(try await source.fetch(environment: environment.value, timeLimit: timeLimit))
    } catch {
      outcome = .failure(error)
    }
    let waiters = state.withLock { state in
      guard state.fetchNumber == number else { return [:] as [Int: CheckedContinuation<Outcome, Never>] }
      state.fetch = nil
      if case .success(let key) = outcome { state.key = key }
      defer { state.waiters = [:] }
      return state.waiters
    }
    for waiter in waiters.values { waiter.resume(returning: outcome) }
  }

  /// Lets one who waits go; when nobody is left, the fetch is given up.
  private func leave(_ id: Int) {
    let (waiter, fetch) = state.withLock { state in
      guard let waiter = state.waiters.removeValue(forKey: id) else {
        return (nil as CheckedContinuation<Outcome, Never>?, nil as Task<Void, Never>?)
      }
      guard state.waiters.isEmpty else { return (waiter, nil) }
      state.fetchNumber += 1
      defer { state.fetch = nil }
      return (waiter, state.fetch)
    }
    fetch?.cancel()
    waiter?.resume(returning: .failure(Self.cancelled))
  }
}
