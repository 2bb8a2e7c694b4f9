import Synchronization
import Testing

/// Lets only so many tests run at a time: each starts processes, and all of them at once would only wait for each other.
struct Crowd: TestTrait, SuiteTrait, TestScoping {
  private static let gate = Gate(places: 6)

  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    guard testCase != nil else { return try await function() }
    await Self.gate.enter()
    defer { Self.gate.leave() }
    try await function()
  }

  private final class Gate: Sendable {
    private let state: Mutex<(free: Int, waiting: [CheckedContinuation<Void, Never>])>

    init(places: Int) { state = Mutex((places, [])) }

    func enter() async {
      await withCheckedContinuation { continuation in
        let enters = state.withLock { state in
          state.free -= 1
          if state.free < 0 { state.waiting.append(continuation) }
          return state.free >= 0
        }
        if enters { continuation.resume() }
      }
    }

    func leave() {
      let next = state.withLock { state in
        state.free += 1
        return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
      }
      next?.resume()
    }
  }
}

extension Trait where Self == Crowd {
  /// For tests that start processes.
  static var crowd: Crowd { Crowd() }
}
