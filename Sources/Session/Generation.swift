internal import EditorProtocol
internal import JSONRPC
internal import Notes

/// One note being made for one request.
struct Generation: Sendable {
  let encounter: Encounter
  let engine: Result<any NoteEngine, EngineError>
  /// The name of the engine asked for, also when there is none of that name.
  let engineName: String
  let relay: NoteRelay
  let context: RequestContext

  /// Runs the engine to its end. The note is answered only if the engine says that it is complete, and the client has
  /// taken all of its text without a cancel.
  func run() async throws(ResponseError) -> NoteResult {
    relay.begin(title: "SOAP note (\(engineName))")
    let outcome = await makeNote()
    await relay.drained()
    do throws(EngineError) {
      guard context.decide() else { throw EngineError(.cancelled, "Cancelled.") }
      let result = try outcome.get()
      relay.end(ending(result))
      return result
    } catch {
      relay.end(error.message)
      throw ResponseError(error, engine: engineName, partial: relay.partial, partialText: relay.partialText)
    }
  }

  private func makeNote() async -> Result<NoteResult, EngineError> {
    do throws(EngineError) {
      return .success(finish(try await engine.get().generate(encounter, into: relay)))
    } catch {
      return .failure(error)
    }
  }

  private func finish(_ completion: Completion) -> NoteResult {
    let note = relay.finish()
    var completion = completion
    if note.replacedCharacters > 0 {
      completion.warnings.append("\(note.replacedCharacters) broken characters shown as \u{FFFD}")
    }
    if note.text.isEmpty { completion.warnings.append("The note is empty: the engine sent no text.") }
    return NoteResult(
      text: note.text, sections: note.sections, engine: engineName, specialty: encounter.specialty,
      completion: completion, timing: relay.timing)
  }

  private func ending(_ result: NoteResult) -> String {
    (["SOAP note complete."] + (result.warnings ?? [])).joined(separator: " ")
  }
}
