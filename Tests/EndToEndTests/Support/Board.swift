import Dispatch
import Synchronization

/// State that one side changes and others wait for, each until a deadline.
final class Board<State: Sendable>: Sendable {
  struct TooLate: Error { let what: String }

  private struct Waiter {
    let look: @Sendable (inout State) -> Bool
    let wake: @Sendable (Bool) -> Void
  }

  private struct Content {
    var state: State
    var waiters: [Int: Waiter] = [:]
    var next = 0
  }

  private let content: Mutex<Content>

  init(_ state: State) { content = Mutex(Content(state: state)) }

  func update<T: Sendable>(_ change: (inout State) -> T) -> T {
    let (value, ready) = content.withLock { content in
      let value = change(&content.state)
      let ready = content.waiters.filter { $0.value.look(&content.state) }
      for key in ready.keys { content.waiters[key] = nil }
      return (value, ready.values.map(\.wake))
    }
    for wake in ready { wake(true) }
    return value
  }

  var state: State { content.withLock { $0.state } }

  /// Waits until `find` finds something; throws `TooLate`, naming `what`, after `limit`.
  func wait<T: Sendable>(
    for what: String, within limit: Duration = .seconds(20), _ find: @escaping @Sendable (inout State) -> T?
  ) async throws -> T {
    let found = Mutex<T?>(nil)
    let look: @Sendable (inout State) -> Bool = { state in
      guard let value = find(&state) else { return false }
      found.withLock { $0 = value }
      return true
    }
    await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
      let key = content.withLock { content -> Int? in
        if look(&content.state) { return nil }
        content.next += 1
        content.waiters[content.next] = Waiter(look: look) { _ in continuation.resume() }
        return content.next
      }
      guard let key else { return continuation.resume() }
      DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(Int(limit / .milliseconds(1)))) {
        self.content.withLock { $0.waiters.removeValue(forKey: key) }?.wake(false)
      }
    }
    guard let value = found.withLock({ $0 }) else { throw TooLate(what: what) }
    return value
  }
}
