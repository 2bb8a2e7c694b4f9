import Notes
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes a note to a terminal or a pipe as plain text, as it comes, or keeps it until it is complete.
final class TextSink: NoteSink {
  private struct State {
    var builder: NoteBuilder
    var written = 0
    var firstText: ContinuousClock.Instant?
  }

  private let writes: Bool
  private let start = ContinuousClock.now
  private let state: Mutex<State>

  /// `limit` is the longest note in bytes; with `writes` false the text is only kept.
  init(limit: Int, writes: Bool) {
    self.writes = writes
    state = Mutex(State(builder: NoteBuilder(limit: limit)))
  }

  func append(escaped: Span<UInt8>, section: SectionName?) -> Acceptance {
    state.withLock { $0.builder.append(escaped: escaped, section: section) }
  }

  func append(_ text: Span<UInt8>, section: SectionName?) -> Acceptance {
    state.withLock { $0.builder.append(text, section: section) }
  }

  /// Waits for the reader of a pipe, which is what a pipe is for.
  func commit() -> Demand {
    state.withLock { state in
      state.builder.drain { _ in }
      if state.firstText == nil, !state.builder.text.isEmpty { state.firstText = .now }
      guard writes else { return }
      writeAll(state.builder.text.span.extracting(state.written...))
      state.written = state.builder.text.count
    }
    return .more
  }

  var allowsRestart: Bool { state.withLock { $0.written == 0 } }

  func restart(attempt: Int, maxAttempts: Int, reason: Reason, delay: Duration) {
    state.withLock { $0.builder.reset() }
    StandardError.print("trying again (\(attempt) of \(maxAttempts)): \(reason.rawValue)")
  }

  func onDemand(_ resume: (@Sendable () -> Void)?) {}

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

  private func writeAll(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBytes { raw in
      var done = 0
      while done < raw.count {
        let count = unsafe write(STDOUT_FILENO, raw.baseAddress! + done, raw.count - done)
        if count < 0 && errno != EINTR { exit(1) }
        done += max(count, 0)
      }
    }
  }
}
