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

  /// Runs until the note is complete, has failed, or a person interrupts; returns the exit status.
  func runUntilInterrupted() -> Int32 {
    // Held back from all threads before there is any work to interrupt, so that none is lost or ends the process.
    var interrupts = sigset_t()
    unsafe sigemptyset(&interrupts)
    unsafe sigaddset(&interrupts, SIGINT)
    unsafe sigaddset(&interrupts, SIGTERM)
    unsafe pthread_sigmask(SIG_BLOCK, &interrupts, nil)
    let work = Task.detached { await run() }
    // The connection is closed before the process ends, so that the upstream stops.
    DispatchQueue(label: "interrupts").async { [interrupts] in
      var (interrupts, number) = (interrupts, Int32(0))
      while unsafe sigwait(&interrupts, &number) == 0 { work.cancel() }
    }
    return waitFor { await work.value }
  }

  private func run() async -> Int32 {
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
    if options.explain {
      print(Explain(transcript: transcript).table, terminator: "")
      return 0
    }
    let defaults = engines.defaults
    let encounter = Encounter(
      transcript: transcript, specialty: options.specialty ?? defaults.specialty,
      template: options.template ?? defaults.template)
    let sink = TextSink(limit: defaults.noteBytes, writes: !options.json)
    do throws(EngineError) {
      let engine = try engines.engine(options.engine)
      let completion = try await engine.generate(encounter, into: sink)
      return finish(sink, engine.name, encounter, completion)
    } catch {
      StandardError.print(sink.hasWritten ? "\nINCOMPLETE: \(error.message)" : error.message)
      return error.reason == .cancelled ? 130 : 1
    }
  }

  private func finish(_ sink: TextSink, _ engine: String, _ encounter: Encounter, _ completion: Completion) -> Int32 {
    let note = sink.finish()
    if options.json {
      let timing = NoteDetails.Timing(
        firstChunkMs: note.firstText.map { Int($0 / .milliseconds(1)) }, totalMs: Int(note.total / .milliseconds(1)))
      let details = NoteDetails(
        engine: engine, specialty: encounter.specialty, completion: completion, timing: timing)
      do throws(ResponseError) {
        print(String(decoding: JSONBody.long(try LongNote(note: note.text, details: details)).whole, as: UTF8.self))
      } catch {
        StandardError.print(error.message)
        return 1
      }
    } else if isatty(STDOUT_FILENO) == 1, note.text.bytes.last != UInt8(ascii: "\n") {
      print()
    }
    for warning in completion.warnings { StandardError.print(warning) }
    return 0
  }
}
