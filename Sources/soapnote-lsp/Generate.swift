import Dispatch
import EditorProtocol
import HTTPStreaming
import JSONRPC
import Notes
import Session

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `soapnote-lsp generate`: one note of one transcript, to standard output.
struct Generate {
  let options: Arguments.GenerateOptions
  let engines: Engines
  let output: StandardOutput

  /// How long a reader that does not read may delay the end after an interrupt.
  private static let lastWords = Duration.seconds(1)
  private static let lineEnd = Array("\n".utf8)

  /// Runs until the note is complete, has failed, or a person interrupts; returns the exit status.
  func runUntilInterrupted() -> Int32 {
    // Held back from all threads before there is any work to interrupt, so that none is lost or ends the process.
    var interrupts = sigset_t()
    unsafe sigemptyset(&interrupts)
    unsafe sigaddset(&interrupts, SIGINT)
    unsafe sigaddset(&interrupts, SIGTERM)
    unsafe pthread_sigmask(SIG_BLOCK, &interrupts, nil)
    let work = Task.detached { await run() }
    output.onFailure { work.cancel() }
    // The connection is closed before the process ends, so that the upstream stops.
    DispatchQueue(label: "interrupts").async { [interrupts] in
      var (interrupts, number) = (interrupts, Int32(0))
      while unsafe sigwait(&interrupts, &number) == 0 { work.cancel() }
    }
    return waitFor { await work.value }
  }

  private func run() async -> Int32 {
    if let failure = output.failure { return failure.told() }
    do throws(Refusal) {
      try await configure()
      for sentence in engines.problems + engines.advice { StandardError.print(sentence) }
      return await write(try await transcript())
    } catch {
      StandardError.print(error.sentence)
      return error.status
    }
  }

  private func write(_ transcript: String) async -> Int32 {
    if options.explain { return await output.print(Explain(transcript: transcript).table) }
    let defaults = engines.defaults
    let encounter = Encounter(
      transcript: transcript, specialty: options.specialty ?? defaults.specialty,
      template: options.template ?? defaults.template)
    let sink = TextSink(limit: defaults.noteBytes, output: options.json ? nil : output)
    do throws(EngineError) {
      let engine = try engines.engine(options.engine)
      let completion = try await engine.generate(encounter, into: sink)
      return await finish(sink, engine.name, encounter, completion)
    } catch {
      return await fail(error, sink)
    }
  }

  private func finish(
    _ sink: TextSink, _ engine: String, _ encounter: Encounter, _ completion: Completion
  ) async -> Int32 {
    let note = sink.finish()
    if options.json {
      let timing = NoteDetails.Timing(
        firstChunkMs: note.firstText.map { Int($0 / .milliseconds(1)) }, totalMs: Int(note.total / .milliseconds(1)))
      let details = NoteDetails(
        engine: engine, specialty: encounter.specialty, completion: completion, timing: timing)
      do throws(ResponseError) {
        output.append((JSONBody.long(try LongNote(note: note.text, details: details)).whole + Self.lineEnd).span)
      } catch {
        StandardError.print(error.message)
        return 1
      }
    } else if isatty(STDOUT_FILENO) == 1, note.text.bytes.last != UInt8(ascii: "\n") {
      output.append(Self.lineEnd.span)
    }
    guard await output.settled() else { return await fail(EngineError(.cancelled, "Cancelled."), sink) }
    for warning in completion.warnings { StandardError.print(warning) }
    return 0
  }

  /// Says what went wrong, and marks the text that a reader has got of the note as what it is.
  private func fail(_ error: EngineError, _ sink: TextSink) async -> Int32 {
    if let failure = output.failure { return failure.told(isHalfNote: sink.hasWritten) }
    let isCancelled = error.reason == .cancelled
    guard sink.hasWritten else {
      StandardError.print(error.message)
      return isCancelled ? 130 : 1
    }
    if isCancelled { output.discard() }
    output.append(Array("\n\nINCOMPLETE: do not file this note.\n".utf8).span)
    if isCancelled { await output.settled(within: Self.lastWords) } else { await output.settled() }
    StandardError.print("\nINCOMPLETE: \(error.message)")
    return isCancelled ? 130 : 1
  }
}
