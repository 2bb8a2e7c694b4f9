import Foundation
import Sandbox
import Testing

/// Where a one-shot note's transcript and settings are read from, and that the wait for them can be ended.
@Suite(.crowd, .timeLimit(.minutes(2)))
struct GenerateInputTests {
  @Test(
    arguments: [SIGINT, SIGTERM], ["generate", "generate -", "generate /dev/stdin", "generate --settings /dev/stdin"])
  func `an interrupt ends the wait for a transcript`(signal: Int32, words: String) async throws {
    let program = try ServerProcess(words.split(separator: " ").map(String.init))
    program.write("Headache")
    try await Self.waitForReading(program)
    program.kill(signal)
    #expect(try await program.exit(within: .seconds(5)) == .status(130))
    #expect(program.output.isEmpty)
  }

  @Test func `files may be pipes`() async throws {
    for words in [
      "@ generate <(echo 'Cough for two days.')", "echo 'Cough for two days.' | @ generate /dev/stdin",
      "@ generate --settings <(echo '{\"engine\": \"offline\"}') <(sleep 0.1; echo 'Cough for two days.')",
    ] {
      let upstream = try Upstream()
      let isOffline = words.contains("--settings")
      let program = try ServerProcess.stage(words, upstream.environment)
      #expect(try await program.exit() == .status(0))
      let text = String(decoding: program.output, as: UTF8.self)
      #expect(isOffline ? text.contains("Cough for two days.") : text == Sample.note, "\(words)")
      #expect(upstream.requests.map(\.body["transcript"]) == (isOffline ? [] : ["Cough for two days.\n"]))
    }
  }

  @Test func `a transcript without end is refused`() async throws {
    let program = try ServerProcess.stage("@ generate --engine offline /dev/zero")
    #expect(try await program.exit() == .status(1))
    #expect(program.standardError.contains("/dev/zero is longer than 67108864 bytes"), "\(program.standardError)")
  }

  /// Waits until the program has taken what was written to it.
  private static func waitForReading(_ program: ServerProcess) async throws {
    var waiting: Int32 = 1
    while waiting > 0 {
      try #require(program.unreadInput(&waiting))
      await Task.yield()
    }
  }
}
