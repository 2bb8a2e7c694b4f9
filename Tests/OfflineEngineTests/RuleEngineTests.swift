import Notes
import Synchronization
import Testing

@testable import OfflineEngine

/// Keeps the note that an engine writes, and how often it appends and commits.
final class RecordingSink: NoteSink {
  private let state = Mutex<(builder: NoteBuilder, appends: Int, commits: Int)>((NoteBuilder(limit: 1 << 20), 0, 0))

  var text: String { state.withLock { String(decoding: $0.builder.text, as: UTF8.self) } }
  var appends: Int { state.withLock { $0.appends } }
  var commits: Int { state.withLock { $0.commits } }
  var allowsRestart: Bool { false }

  func append(escaped: Span<UInt8>, section: SectionName?) -> Acceptance { .malformed }
  func append(_ text: Span<UInt8>, section: SectionName?) -> Acceptance {
    state.withLock { state in
      state.appends += 1
      return state.builder.append(text, section: section)
    }
  }
  func commit() -> Demand {
    state.withLock { $0.commits += 1 }
    return .more
  }
  func restart(attempt: Int, maxAttempts: Int, reason: Reason, delay: Duration) {}
  func onDemand(_ resume: (@Sendable () -> Void)?) {}
}

@Suite struct `The rule engine` {
  private let transcript = "Doctor: Any 😀 cough?\nPatient: No.\nPatient: My knee hurts since Monday, it is swollen."

  @Test(.timeLimit(.minutes(1)))
  func `the note is streamed a sentence at a time, section by section`() async throws {
    let sink = RecordingSink()
    let completion = try await RuleEngine().generate(
      Encounter(transcript: transcript, specialty: "physician"), into: sink)
    #expect(sink.text == Draft(transcript: transcript).text)
    #expect(sink.commits == 4)
    // The sentences, and a placeholder for each section that has none; the sink writes the headings.
    #expect(sink.appends == 2 + 3)
    #expect(completion.attempts == 1)
    #expect(completion.warnings == [RuleEngine.notice])
  }

  @Test(.timeLimit(.minutes(1)))
  func `evidence points at sentence and source in UTF-16 units`() async throws {
    let sink = RecordingSink()
    let completion = try await RuleEngine().generate(
      Encounter(transcript: transcript, specialty: "physician"), into: sink)
    let evidence = try #require(completion.evidence)
    let pairs = evidence.map { [slice(sink.text, $0.note), slice(transcript, $0.transcript)] }
    #expect(
      pairs == [
        ["Denies 😀 cough.", "😀 cough"], ["Denies 😀 cough.", "No"],
        ["My knee hurts since Monday, it is swollen.", "My knee hurts since Monday, it is swollen"],
      ])
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["", " \n\t", "\r\n"])
  func `a blank transcript is refused`(transcript: String) async {
    let sink = RecordingSink()
    await #expect {
      try await RuleEngine().generate(Encounter(transcript: transcript, specialty: "physician"), into: sink)
    } throws: { ($0 as? EngineError)?.reason == .invalidRequest }
    #expect(sink.text.isEmpty)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a cancelled task writes nothing more`() async {
    let sink = RecordingSink()
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await RuleEngine().generate(
        Encounter(transcript: "The patient has a cough.", specialty: "physician"), into: sink)
    }
    await #expect { try await task.value } throws: { ($0 as? EngineError)?.reason == .cancelled }
    #expect(sink.text.isEmpty)
  }

  private func slice(_ text: String, _ span: Completion.Span) -> String {
    String(decoding: Array(text.utf16)[span.start..<span.end], as: UTF16.self)
  }
}
