import Notes
import Synchronization

/// Keeps a note as a client would, and notes what became of it.
final class RecordingSink: NoteSink {
  private struct State {
    var builder = NoteBuilder(limit: 1 << 20)
    var hasText = false
    var restarts: [Reason] = []
    var resume: (@Sendable () -> Void)?
    /// How often to say that the reader is behind.
    var pauses = 0
    var isOwedDemand = false
  }

  private let state = Mutex(State())
  private let allowRestart: Bool

  init(allowRestart: Bool = false, pauses: Int = 0) {
    self.allowRestart = allowRestart
    state.withLock { $0.pauses = pauses }
  }

  var text: String {
    state.withLock { state in
      state.builder.finish()
      return String(decoding: state.builder.text, as: UTF8.self)
    }
  }
  var restarts: [Reason] { state.withLock(\.restarts) }
  var isRegistered: Bool { state.withLock { $0.resume != nil } }

  func append(escaped: Span<UInt8>, section: SectionName?) -> Acceptance {
    state.withLock { $0.builder.append(escaped: escaped, section: section) }
  }

  func append(plain: Span<UInt8>, section: SectionName?) -> Acceptance {
    state.withLock { $0.builder.append(plain: plain, section: section) }
  }

  func append(_ text: Span<UInt8>, section: SectionName?) -> Acceptance {
    state.withLock { $0.builder.append(text, section: section) }
  }

  func commit() -> Demand {
    let (demand, resume) = state.withLock { state in
      if state.builder.hasOutgoing { state.hasText = true }
      state.builder.drain { _ in }
      guard state.pauses > 0 else { return (Demand.more, nil as (@Sendable () -> Void)?) }
      state.pauses -= 1
      state.isOwedDemand = state.resume == nil
      return (.wait, state.resume)
    }
    // The reader catches up at once, on a thread of its own.
    if let resume { Task.detached { resume() } }
    return demand
  }

  var allowsRestart: Bool { allowRestart || !state.withLock(\.hasText) }

  func restart(attempt: Int, maxAttempts: Int, reason: Reason, delay: Duration) {
    state.withLock { state in
      state.builder.reset()
      state.hasText = false
      state.restarts.append(reason)
    }
  }

  func onDemand(_ resume: (@Sendable () -> Void)?) {
    let isOwed = state.withLock { state in
      state.resume = resume
      defer { state.isOwedDemand = false }
      return state.isOwedDemand
    }
    if isOwed, let resume { Task.detached { resume() } }
  }
}
