import Notes
import Synchronization

/// Writes a note to a terminal or a pipe as plain text, as it comes, or keeps it until it is complete.
final class TextSink: NoteSink {
  private struct State {
    var builder: NoteBuilder
    var written = 0
    var firstText: ContinuousClock.Instant?
  }

  private let output: StandardOutput?
  private let start = ContinuousClock.now
  private let state: Mutex<State>

  /// `limit` is the longest note in bytes; without an `output` the text is only kept.
  init(limit: Int, output: StandardOutput? = nil) {
    self.output = output
    state = Mutex(State(builder: NoteBuilder(limit: limit)))
  }

  func append(escaped: Span<UInt8>, section: SectionName?) -> Acceptance {
    state.withLock { $0.builder.append(escaped: escaped, section: section) }
  }

  func append(_ text: Span<UInt8>, section: SectionName?) -> Acceptance {
    state.withLock { $0.builder.append(text, section: section) }
  }

  func commit() -> Demand {
    state.withLock { state in
      state.builder.drain { _ in }
      if state.firstText == nil, !state.builder.text.isEmpty { state.firstText = .now }
      guard let output else { return }
      output.append(state.builder.text.span.extracting(state.written...))
      state.written = state.builder.text.count
    }
    return output?.wantsMore == false ? .wait : .more
  }

  var allowsRestart: Bool { state.withLock { $0.written == 0 } }

  func restart(attempt: Int, maxAttempts: Int, reason: Reason, delay: Duration) {
    state.withLock { $0.builder.reset() }
    StandardError.print("trying again (\(attempt) of \(maxAttempts)): \(reason.rawValue)")
  }

  func onDemand(_ resume: (@Sendable () -> Void)?) { output?.onDemand(resume) }

  /// The end of the text: writes what is left and returns the note.
  func finish() -> (text: NoteText, firstText: Duration?, total: Duration) {
    state.withLock { $0.builder.finish() }
    _ = commit()
    return state.withLock { state in
      (state.builder.note, state.firstText.map { start.duration(to: $0) }, start.duration(to: .now))
    }
  }

  /// Whether some of the text stands where a person may take it for a note.
  var hasWritten: Bool { state.withLock { $0.written > 0 } }
}
