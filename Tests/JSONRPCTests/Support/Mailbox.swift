import Synchronization

/// What one side puts in and the other waits for, in order.
final class Mailbox<Element: Sendable>: Sendable {
  private struct State {
    var waiting: [Element] = []
    var readers: [CheckedContinuation<Element?, Never>] = []
    var isClosed = false
  }

  private let state = Mutex(State())

  func put(_ element: Element) {
    let reader = state.withLock { state -> CheckedContinuation<Element?, Never>? in
      guard state.readers.isEmpty else { return state.readers.removeFirst() }
      state.waiting.append(element)
      return nil
    }
    reader?.resume(returning: element)
  }

  func close() {
    let readers = state.withLock { state in
      state.isClosed = true
      defer { state.readers = [] }
      return state.readers
    }
    for reader in readers { reader.resume(returning: nil) }
  }

  /// The next element; nil when there will be none.
  func next() async -> Element? {
    await withCheckedContinuation { continuation in
      let element = state.withLock { state -> Element?? in
        if !state.waiting.isEmpty { return .some(state.waiting.removeFirst()) }
        if state.isClosed { return .some(nil) }
        state.readers.append(continuation)
        return nil
      }
      if let element { continuation.resume(returning: element) }
    }
  }

  /// All that comes until the mailbox is closed.
  func rest() async -> [Element] {
    var elements: [Element] = []
    while let element = await next() { elements.append(element) }
    return elements
  }
}
