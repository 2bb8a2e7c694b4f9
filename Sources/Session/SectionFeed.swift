internal import Notes
internal import Synchronization

/// Hands a note out section by section, each as soon as the next one begins or the note ends.
final class SectionFeed: Sendable {
  private struct State {
    var splitter = SectionSplitter()
    /// How many bytes of the note have been looked at, and where the section begins that is not complete.
    var seen = 0
    var start = 0
    var hasHeading = false
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
  func take(_ note: [UInt8]) {
    state.withLock { state in
      var headings: [Heading] = []
      state.splitter.append(note.span.extracting(state.seen...)) { headings.append($0) }
      state.seen = note.count
      for heading in headings { pass(heading, of: note, &state) }
    }
  }

  /// The end of the note: hands out the last section when the note is complete.
  func finish(_ note: [UInt8]?) {
    state.withLock { state in
      guard let note else { return }
      var headings: [Heading] = []
      state.splitter.finish { headings.append($0) }
      for heading in headings { pass(heading, of: note, &state) }
      continuation.yield(Part(text: Array(note[state.start...]), isLast: true))
    }
    continuation.finish()
  }

  private func pass(_ heading: Heading, of note: [UInt8], _ state: inout State) {
    if state.hasHeading {
      continuation.yield(Part(text: Array(note[state.start..<heading.start]), isLast: false))
      state.start = heading.start
    }
    state.hasHeading = true
  }
}
