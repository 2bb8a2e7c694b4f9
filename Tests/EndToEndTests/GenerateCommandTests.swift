import Foundation
import Sandbox
import Testing

/// `soapnote-lsp generate`, for people and scripts, and what else the command line offers.
@Suite(.crowd, .timeLimit(.minutes(5)))
struct GenerateCommandTests {
  /// What one run of the program left.
  struct Run {
    let exit: ChildProcess.Exit
    let output: [UInt8]
    let errors: String

    init(
      _ arguments: String..., input: [UInt8] = Array(Sample.transcript.utf8), from upstream: Upstream? = nil,
      environment: [String: String] = [:]
    ) async throws {
      defer { withExtendedLifetime(upstream) {} }
      let program = try ServerProcess(
        arguments, environment: (upstream?.environment ?? [:]).merging(environment) { $1 })
      program.write(input)
      exit = try await program.finish()
      output = program.output
      errors = program.standardError
    }

    var text: String { String(decoding: output, as: UTF8.self) }
  }

  private static func file(_ bytes: [UInt8]) throws -> URL {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString) visit.txt")
    try Data(bytes).write(to: file)
    return file
  }

  @Test(arguments: [true, false])
  func `the text is the one that JSON-RPC gives`(isOffline: Bool) async throws {
    let upstream = isOffline ? nil : try Upstream()
    let relay = try await generate(from: upstream)
    let file = try Self.file(Array(Sample.transcript.utf8))
    defer { do { try FileManager.default.removeItem(at: file) } catch {} }
    for run in [
      try await Run("generate", from: upstream), try await Run("generate", "-", from: upstream),
      try await Run("generate", file.path, input: [], from: upstream),
    ] {
      #expect(run.exit == .status(0))
      #expect(run.text == relay.result?["text"]?.string)
      #expect(run.errors.isEmpty != isOffline, "that it was drafted offline is said beside the note")
    }
    let json = try await Run("generate", "--json", from: upstream)
    let result = try JSON(parsing: json.output)
    for name in ["text", "sections", "engine", "specialty", "attempts", "evidence", "warnings"] {
      #expect(result[name] == relay.result?[name], "\(name)")
    }
    #expect(result["timing"]?["totalMs"]?.int != nil)
  }

  @Test(
    arguments: [
      (["--specialty", "dentist", "--template", "brief"], ["specialty": "dentist", "template": "brief"]),
      (["--specialty=slp", "--engine=soapnoteapi"], ["specialty": "slp"]), ([], ["specialty": "physician"]),
    ] as [([String], JSON)])
  func `options reach the upstream`(options: [String], body: JSON) async throws {
    let upstream = try Upstream()
    let program = try ServerProcess(["generate"] + options, environment: upstream.environment)
    program.write("x\n")
    #expect(try await program.finish() == .status(0))
    #expect(upstream.requests.map(\.body) == [body.with(["transcript": "x\n"])])
  }

  @Test
  func `text is written while it comes`() async throws {
    let upstream = try Upstream(faults: "stall=event:3")
    let program = try ServerProcess(["generate"], environment: upstream.environment)
    program.write("x")
    program.endInput()
    let text = try await program.wait(for: "text") { state in
      state.wire.bytes.isEmpty ? nil : String(decoding: state.wire.bytes, as: UTF8.self)
    }
    #expect(Sample.note.hasPrefix(text))
  }

  @Test(arguments: [SIGINT, SIGTERM], ["stall=event:3", "stall=head", "status=503;header=Retry-After:500"])
  func `an interrupt closes the connection and says so by its status`(signal: Int32, fault: String) async throws {
    let upstream = try Upstream(faults: fault)
    let program = try ServerProcess(["generate"], environment: upstream.environment)
    program.write("x")
    program.endInput()
    try await upstream.wait(for: "the request") { $0.requests == 1 }
    if fault.contains("event") { _ = try await program.wait(for: "text") { $0.wire.bytes.isEmpty ? nil : true } }
    if fault.contains("503") { _ = try await program.wait(for: "a line") { $0.errors.isEmpty ? nil : true } }
    program.kill(signal)
    #expect(try await program.exit() == .status(130))
    try await upstream.wait(for: "the close") { $0.openConnections == 0 }
    if fault.contains("event") { #expect(program.standardError.contains("INCOMPLETE")) }
  }

  @Test(arguments: ["status=401", "error=first", "status=500"])
  func `a failure leaves nothing on stdout`(fault: String) async throws {
    let run = try await Run("generate", "--json", from: Upstream(faults: fault))
    #expect(run.exit == .status(1))
    #expect(run.output == [])
    #expect(run.errors.hasPrefix("soapnote-lsp: "))
    let text = try await Run("generate", from: Upstream(faults: fault))
    #expect(text.exit == .status(1))
    #expect(text.output == [])
  }

  @Test(arguments: ["error=3", "cut=event:3", "cut=done"])
  func `half a note is said to be one`(fault: String) async throws {
    let run = try await Run("generate", from: Upstream(faults: fault))
    #expect(run.exit == .status(1))
    #expect(run.errors.contains("INCOMPLETE"))
    let json = try await Run("generate", "--json", from: Upstream(faults: fault + ";times=1"))
    // Nothing has been shown, so what may be made again is.
    #expect(json.exit == .status(fault.hasPrefix("error") ? 1 : 0))
    #expect(json.output.isEmpty == fault.hasPrefix("error"))
  }

  @Test
  func `what cannot be read is named`() async throws {
    let missing = try await Run("generate", "/no/such/file.txt")
    #expect(missing.exit == .status(1))
    #expect(missing.errors.contains("/no/such/file.txt"))
    let folder = try await Run("generate", "/")
    #expect(folder.exit == .status(1))
    let bytes: [UInt8] = [0x61, 0xFF, 0xFE, 0x62]
    let file = try Self.file(bytes)
    defer { do { try FileManager.default.removeItem(at: file) } catch {} }
    for run in [try await Run("generate", input: bytes), try await Run("generate", file.path)] {
      #expect(run.exit == .status(1))
      #expect(run.errors.contains("UTF-8"))
      #expect(run.output == [])
    }
    let empty = try await Run("generate", input: [])
    #expect(empty.exit == .status(1))
    #expect(empty.errors.contains("empty"))
  }

  @Test(arguments: [
    ["generate", "--wrong"], ["generate", "a", "b"], ["generate", "--engine"], ["--wrong"], ["wrong"], ["-x"],
    ["generate", "--json=1"],
  ])
  func `wrong usage is status 2`(arguments: [String]) async throws {
    let program = try ServerProcess(arguments)
    #expect(try await program.exit() == .status(2))
    #expect(program.standardError.contains("--help"))
    #expect(program.output == [])
  }

  @Test(arguments: [(["--help"], "Usage:"), (["-h"], "Usage:"), (["generate", "--help"], "Usage:")])
  func `help is printed`(arguments: [String], text: String) async throws {
    let program = try ServerProcess(arguments)
    #expect(try await program.exit() == .status(0))
    #expect(String(decoding: program.output, as: UTF8.self).contains(text))
    #expect(program.standardError == "")
  }

  @Test
  func `the version is the one that initialize tells`() async throws {
    let run = try await Run("--version", input: [])
    #expect(run.exit == .status(0))
    let server = try ServerProcess(["--stdio"])
    let info = try await server.call("initialize", ["capabilities": [:]])["result"]?["serverInfo"]
    #expect(run.text.hasPrefix("\(info?["name"]?.string ?? "?") \(info?["version"]?.string ?? "?")\n"))
  }

  @Test
  func `a reader that goes away ends the program`() async throws {
    let upstream = try Upstream(faults: "endless=events,5")
    let program = try ServerProcess(["generate"], environment: upstream.environment)
    program.write("x")
    program.endInput()
    _ = try await program.wait(for: "text") { $0.wire.bytes.isEmpty ? nil : true }
    program.setReading(.closed)
    _ = try await program.exit()
    try await upstream.wait(for: "the close") { $0.openConnections == 0 }
  }

  @Test func `each sentence of an offline note is explained on request`() async throws {
    let explained = try await Run("generate", "--engine", "offline", "--explain")
    #expect(explained.exit == .status(0))
    let note = try await Run("generate", "--engine", "offline").text
    var section = ""
    var expected: [[String]] = []
    for line in note.split(separator: "\n") {
      if line.hasSuffix(":") {
        section = line.dropLast().lowercased()
      } else {
        expected.append([section, String(line)])
      }
    }
    let rows = explained.text.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
    #expect(rows.first == ["section", "score", "rule", "sentence"])
    #expect(rows.dropFirst().allSatisfy { $0.count == 4 && Int($0[1]) != nil && !$0[2].isEmpty })
    #expect(rows.dropFirst().map { [$0[0], $0[3]] } == expected.filter { $0[1] != "Not documented." })
    #expect(try await Run("generate", "--explain").exit == .status(2))
  }
}
