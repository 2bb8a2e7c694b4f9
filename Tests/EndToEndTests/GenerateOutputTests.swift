import Foundation
import Sandbox
import Testing

/// What becomes of a one-shot note when its reader is slow, gone or full, and of the other things that are printed.
@Suite(.crowd, .timeLimit(.minutes(2)))
struct GenerateOutputTests {
  /// More than any pipe holds.
  private static let long = "Subjective:\n" + String(repeating: "Headache for two days, née Ω.\n", count: 20_000)
  private static let mark = "\n\nINCOMPLETE: do not file this note.\n"

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")), arguments: [">/dev/full", ">&-"],
    [
      "generate", "generate --json", "generate --engine offline --json", "generate --engine offline --explain",
      "--help", "--version", "--print-man", "--print-completions bash", "doctor",
    ])
  func `what cannot be written is said, and is no success`(place: String, words: String) async throws {
    let upstream = try Upstream(note: Self.long, faults: words == "generate" ? "stall=event:3" : "")
    let program = try ServerProcess.stage("@ \(words) \(place)", upstream.environment)
    program.write(Sample.transcript)
    #expect(try await program.finish() == .status(1))
    #expect(program.standardError.contains("Standard output cannot be written ("), "\(program.standardError)")
    #expect(program.standardError.contains("then try again."))
    let isHalf = words == "generate" && place.contains("full")
    #expect(program.standardError.contains("INCOMPLETE") == isHalf)
    try await upstream.wait(for: "the close") { $0.openConnections == 0 }
    if place == ">&-", words != "doctor" { #expect(upstream.requests.isEmpty, "nothing is asked for in vain") }
  }

  @Test(.enabled(if: Helper.exists("python3")), arguments: ["", "--json"])
  func `a pipe that does not block is waited for`(option: String) async throws {
    let upstream = try Upstream(note: Self.long)
    // The flag belongs to the open file, and so to whoever else has it.
    let script = "import fcntl, os; fcntl.fcntl(1, fcntl.F_SETFL, os.O_NONBLOCK | os.O_WRONLY)"
    let program = try ServerProcess.stage("python3 -c '\(script)'; exec @ generate \(option)", upstream.environment)
    program.setReading(.paused)
    program.write(Sample.transcript)
    program.endInput()
    try await upstream.waitForStandstill()
    program.setReading(.on)
    #expect(try await program.exit() == .status(0))
    let text = String(decoding: program.output, as: UTF8.self)
    #expect(option.isEmpty ? text == Self.long : try JSON(parsing: program.output)["text"]?.string == Self.long)
    #expect(program.standardError.isEmpty)
  }

  @Test(arguments: ["", "trap '' PIPE; "], ["generate", "generate --json", "--print-man"])
  func `a reader that has enough is told nothing, and the status is no success`(
    trap: String, words: String
  ) async throws {
    let upstream = try Upstream(note: Self.long)
    // The reader is gone before anything is written.
    let program = try ServerProcess.stage(
      "\(trap)exec 3> >(exec true); wait $!; exec @ \(words) >&3", upstream.environment)
    program.write(Sample.transcript)
    #expect(try await program.finish() == .status(1))
    #expect(program.standardError.isEmpty, "\(program.standardError)")
    try await upstream.wait(for: "the close") { $0.openConnections == 0 }
  }

  @Test(arguments: [SIGINT, SIGTERM], [false, true])
  func `an interrupt while nobody reads closes the connection`(signal: Int32, readsAgain: Bool) async throws {
    let upstream = try Upstream(faults: "load=events:100000000")
    let program = try ServerProcess(["generate"], environment: upstream.environment)
    program.setReading(.paused)
    program.write("x")
    program.endInput()
    try await upstream.wait(for: "the stream") { $0.streams == 1 }
    try await upstream.waitForStandstill()
    program.kill(signal)
    try await upstream.wait(for: "the close") { $0.openConnections == 0 }
    if readsAgain { program.setReading(.on) }
    #expect(try await program.exit(within: .seconds(5)) == .status(130))
    #expect(program.standardError.contains("INCOMPLETE"))
    if readsAgain { #expect(String(decoding: program.output, as: UTF8.self).hasSuffix(Self.mark)) }
  }

  @Test(arguments: ["error=3", "cut=event:3", "stall=event:3"])
  func `half a note has a mark as its last line`(fault: String) async throws {
    let upstream = try Upstream(faults: fault)
    let program = try ServerProcess(["generate"], environment: upstream.environment)
    program.write("x")
    program.endInput()
    if fault.hasPrefix("stall") {
      _ = try await program.wait(for: "text") { $0.wire.bytes.isEmpty ? nil : true }
      program.kill(SIGINT)
    }
    #expect(try await program.exit() == .status(fault.hasPrefix("stall") ? 130 : 1))
    let text = String(decoding: program.output, as: UTF8.self)
    #expect(text.hasSuffix(Self.mark))
    #expect(Sample.note.hasPrefix(text.dropLast(Self.mark.count)) && text.count > Self.mark.count)
  }
}
