internal import EditorProtocol
internal import JSONRPC
internal import Notes

/// One note being made, or fetched, for one request.
struct Generation: Sendable {
  typealias Work = @Sendable (NoteRelay) async throws(EngineError) -> Completion

  /// A complete note.
  struct Note: Sendable {
    var text: NoteText
    var details: NoteDetails

    var isBlank: Bool { text.bytes.allSatisfy { $0 == 0x20 || 0x09...0x0D ~= $0 } }
  }

  /// For the client's own progress display.
  let title: String
  /// Whether reports will say how much is done.
  var hasPercentage = false
  /// The name of the engine asked for, also when there is none of that name.
  let engineName: String
  /// Nil where the upstream's answer says it.
  let specialty: String?
  let relay: NoteRelay
  let context: RequestContext
  /// Writes the note into the relay and returns when it is complete.
  let work: Work

  /// Makes the note, and returns the result's JSON.
  func run() async throws(ResponseError) -> JSONBody {
    let note = try await note()
    return .long(try LongNote(note: note.text, details: note.details))
  }

  /// Runs the engine to its end. There is a note only if the engine says that it is complete, and the client has taken
  /// all of its text without a cancel.
  func note() async throws(ResponseError) -> Note {
    relay.begin(title: title, percentage: hasPercentage ? 0 : nil)
    let outcome = await makeNote()
    await relay.drained()
    let note: Note
    do throws(EngineError) {
      guard context.decide() else { throw EngineError(.cancelled, "Cancelled.") }
      note = try outcome.get()
    } catch {
      relay.end(error.message)
      throw ResponseError(error, engine: engineName, partial: relay.partial, partialText: relay.partialText)
    }
    relay.end((["SOAP note complete."] + (note.details.warnings ?? [])).joined(separator: " "))
    return note
  }

  private func makeNote() async -> Result<Note, EngineError> {
    do throws(EngineError) {
      let completion = try await work(relay)
      let note = relay.finish()
      return .success(Note(text: note.text, details: try details(note, completion)))
    } catch {
      return .failure(error)
    }
  }

  private func details(_ note: NoteRelay.Note, _ completion: Completion) throws(EngineError) -> NoteDetails {
    var completion = completion
    if note.replacedCharacters > 0 {
      completion.warnings.append("\(note.replacedCharacters) broken characters shown as \u{FFFD}")
    }
    completion.warnings += note.otherParts.map { "The note has a part that is none of the four sections: \($0)." }
    if note.text.bytes.isEmpty { completion.warnings.append("The note is empty: the engine sent no text.") }
    var details = NoteDetails(
      engine: engineName, specialty: specialty ?? "", completion: completion, timing: relay.timing)
    guard let answer = completion.answer else { return details }
    do throws(ResponseError) {
      try details.add(answer: answer.value)
    } catch {
      throw EngineError(
        .malformedStream, "The answer with the note cannot be read as JSON, so it was not used.",
        attempts: completion.attempts)
    }
    return details
  }
}
