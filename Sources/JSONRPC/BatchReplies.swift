import Synchronization

/// The answers to the members of a batch, which go out together once the last one is there.
final class BatchReplies: Sendable {
  private struct State {
    var bodies: [[UInt8]]
    var missing: Int
  }

  private let state: Mutex<State>

  /// - Parameter count: answers to wait for.
  init(count: Int) { state = Mutex(State(bodies: Array(repeating: [], count: count), missing: count)) }

  /// Takes the answer that stands at `index`; with the last one, returns the whole array.
  func put(_ body: [UInt8], at index: Int) -> [UInt8]? {
    state.withLock { state in
      state.bodies[index] = body
      state.missing -= 1
      guard state.missing == 0 else { return nil }
      var whole: [UInt8] = []
      whole.reserveCapacity(state.bodies.reduce(1) { $0 + $1.count + 1 })
      for body in state.bodies {
        whole.append(whole.isEmpty ? "[" : ",")
        whole.append(contentsOf: body)
      }
      whole.append("]")
      return whole
    }
  }
}
