import Foundation

/// Something that happens once: a server's script waits for it by blocking its own thread, a test without blocking.
final class Signal: Sendable {
  private let condition = NSCondition()
  private nonisolated(unsafe) var isRaised = false
  private nonisolated(unsafe) var waiting: [CheckedContinuation<Void, Never>] = []

  func raise() {
    let woken = condition.withLock {
      isRaised = true
      condition.broadcast()
      defer { waiting = [] }
      return waiting
    }
    for continuation in woken { continuation.resume() }
  }

  /// For scripts.
  func block() {
    condition.withLock { while !isRaised { condition.wait() } }
  }

  /// For tests.
  func wait() async {
    await withCheckedContinuation { continuation in
      let alreadyRaised = condition.withLock {
        if !isRaised { waiting.append(continuation) }
        return isRaised
      }
      if alreadyRaised { continuation.resume() }
    }
  }
}
