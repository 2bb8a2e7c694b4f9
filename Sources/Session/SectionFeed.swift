internal import Notes
internal import Synchronization

/// Hands a note out section by section, each as soon as the next one begins or the note ends.
final class SectionFeed: Sendable {
  private struct State {
    /// How many parts have begun, and where the one begins that is not complete.
    var begun = 0
    var start = 0
  }

  /// A section with its heading, UTF-8; what comes before the first heading belongs to the first section.
  struct Part: Equatable, Sendable {
    let text: [UInt8]
    /// Only of a note that is complete.
    let isLast: Bool
  }

  let parts: AsyncStream<Part>
  private let continuation: AsyncStream<Part>.Continuation
  private let state = Mutex(State())

  init() {
    // A note has few sections, and each of them counts.
    (parts, continuation) = AsyncStream.makeStream(bufferingPolicy: .unbounded)
  }

  /// Looks at what is new in the note so far.
  func take(_ note: NoteText) { state.withLock { pass(note, &$0) } }

  /// The end of the note: hands out the last section when the note is complete.
  func finish(_ note: NoteText?) {
    state.withLock { state in
      guard let note else { return }
      pass(note, &state)
      continuation.yield(Part(text: Array(note.bytes[state.start...]), isLast: true))
    }
    continuation.finish()
  }

  private func pass(_ note: NoteText, _ state: inout State) {
    for part in note.parts[state.begun...] {
      if state.begun > 0 {
        continuation.yield(Part(text: Array(note.bytes[state.start..<part.start]), isLast: false))
        state.start = part.start
      }
      state.begun += 1
    }
  }
}
