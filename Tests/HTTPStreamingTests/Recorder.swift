import HTTPStreaming
import Synchronization

/// Records what an exchange delivers, and lets a test wait for it.
final class Recorder: HTTPReceiver {
  struct Record: Sendable {
    var head: HTTPHead?
    var heads = 0
    var body: [UInt8] = []
    var pieces = 0
    var passes = 0
    var hasEnded = false
    /// Why it ended; nil when all is well.
    var failure: HTTPFailure?
    /// Calls that came in an order that the protocol of receivers rules out.
    var disorder: [String] = []

    var text: String { String(decoding: body, as: UTF8.self) }
  }

  private struct State {
    var record = Record()
    var waiting: [(condition: @Sendable (Record) -> Bool, continuation: CheckedContinuation<Record, Never>)] = []
  }

  private let state = Mutex(State())
  private let answer: @Sendable (Record) -> StreamState

  /// - Parameter answer: given at the end of each pass.
  init(_ answer: @escaping @Sendable (Record) -> StreamState = { $0.body.isEmpty ? .awaitingFirst : .flowing }) {
    self.answer = answer
  }

  var record: Record { state.withLock { $0.record } }

  /// Waits until the record is as wanted.
  @discardableResult
  func until(_ condition: @escaping @Sendable (Record) -> Bool) async -> Record {
    await withCheckedContinuation { continuation in
      state.withLock { state in
        if condition(state.record) {
          continuation.resume(returning: state.record)
        } else {
          state.waiting.append((condition, continuation))
        }
      }
    }
  }

  /// Waits for the end.
  @discardableResult
  func end() async -> Record { await until { $0.hasEnded } }

  func receive(head: HTTPHead) {
    note("head") {
      if $0.heads > 0 || !$0.body.isEmpty { $0.disorder.append("head") }
      $0.head = head
      $0.heads += 1
    }
  }

  func receive(body: Span<UInt8>) {
    let bytes = body.withUnsafeBufferPointer { Array($0) }
    note("body") {
      if $0.heads == 0 { $0.disorder.append("body without head") }
      $0.body += bytes
      $0.pieces += 1
    }
  }

  func passEnded() -> StreamState {
    note("pass") { $0.passes += 1 }
    return answer(record)
  }

  func finished(_ result: Result<Void, HTTPFailure>) {
    note("finished") {
      $0.hasEnded = true
      if case .failure(let failure) = result { $0.failure = failure }
    }
  }

  private func note(_ call: String, _ change: (inout Record) -> Void) {
    state.withLock { state in
      if state.record.hasEnded { state.record.disorder.append("\(call) after the end") }
      change(&state.record)
      let record = state.record
      let ready = state.waiting.filter { $0.condition(record) }
      state.waiting.removeAll { $0.condition(record) }
      for waiter in ready { waiter.continuation.resume(returning: record) }
    }
  }
}
