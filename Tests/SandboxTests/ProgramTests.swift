import Foundation
import Sandbox
import Testing

/// `soapnote-sandbox` as people start it.
@Suite(.timeLimit(.minutes(5)))
struct ProgramTests {
  @Test
  func `it says where it listens, serves, and ends on a signal`() throws {
    for signal in [SIGTERM, SIGINT] {
      let sandbox = try BuiltSandbox(endsWithInput: false)
      #expect(sandbox.line == "soapnote-sandbox listening on http://127.0.0.1:\(sandbox.port)")
      let client = try RawClient(port: sandbox.port)
      client.send(try request(transcript: "Patient has a cough. Plan is rest."))
      #expect(try client.readToEnd() == .closed)
      #expect(try joinedContent(of: Reply(raw: client.received, end: .closed).text).hasPrefix("Subjective:\n"))
      kill(sandbox.process.processIdentifier, signal)
      sandbox.process.waitUntilExit()
      #expect(sandbox.process.terminationStatus == 0)
    }
  }

  @Test
  func `it ends with its input when told to, and only then`() throws {
    let bound = try BuiltSandbox()
    try bound.input.fileHandleForWriting.close()
    bound.process.waitUntilExit()
    #expect(bound.process.terminationStatus == 0)

    let free = try BuiltSandbox(endsWithInput: false)
    try free.input.fileHandleForWriting.close()
    let client = try RawClient(port: free.port)
    client.send(try request("GET", "/v1/specialties"))
    #expect(try client.readToEnd() == .closed)
    #expect(free.process.isRunning)
  }

  @Test
  func `its options reach the server`() async throws {
    let sandbox = try BuiltSandbox([
      "--chunk-ms", "1", "--key", "snapi_sk_test_a", "--key", "b", "--min-transcript", "5", "--fault",
      "status=503;times=1", "--fault", "status=500;times=1",
    ])
    let rows = [("b", "abcde", 503), ("b", "abcde", 500), ("b", "abcde", 200), ("b", "abcd", 400), ("c", "abcde", 401)]
    for (key, transcript, status) in rows {
      let client = try RawClient(port: sandbox.port)
      client.send(try request(key: key, transcript: transcript))
      #expect(try client.readToEnd() == .closed)
      #expect(Reply(raw: client.received, end: .closed).status == status)
    }
    let taken = try await BuiltSandbox.run(["--port", String(sandbox.port)])
    #expect(taken.status == 1)
    #expect(taken.error.contains("is the port taken?"))
  }

  @Test(arguments: [
    (["--host", "0.0.0.0"], "not '0.0.0.0': the sandbox is for this machine alone"), (["--host", "localhost"], "::1"),
    (["--port", "65536"], "--port takes a number from 0 to 65535"), (["--port"], "--port needs a value"),
    (["--chunk-ms", "-1"], "--chunk-ms takes"), (["--frob"], "unknown option --frob"), (["x"], "unknown option x"),
    (["--key", "snapi_sk_live_secret"], "--key takes made-up keys"),
    (["--fault", "frob=1"], "no fault is called 'frob'"),
  ])
  func `what it cannot follow is refused`(arguments: [String], message: String) async throws {
    let result = try await BuiltSandbox.run(arguments)
    #expect(result.status == (arguments[0] == "--fault" ? 1 : 2))
    #expect(result.output.isEmpty)
    #expect(result.error.contains(message))
    #expect(!result.error.contains("secret"))
  }

  @Test
  func `help names every option`() async throws {
    let help = try await BuiltSandbox.run(["--help"])
    #expect(help.status == 0)
    let text = String(decoding: help.output, as: UTF8.self)
    for option in [
      "--port", "--host", "--chunk-ms", "--key", "--min-transcript", "--fault", "--exit-with-stdin", "--help",
    ] {
      #expect(text.contains("  \(option)"))
    }
    #expect(text.contains(Fault.help))
  }

  @Test(.enabled(if: FileManager.default.isReadableFile(atPath: "/proc/net/tcp"), "the system has no /proc/net/tcp"))
  func `it listens on loopback alone`() throws {
    let sandbox = try BuiltSandbox()
    let port = String(sandbox.port, radix: 16, uppercase: true)
    // Foundation's readers of whole files stop at the first page of a file that claims to be empty.
    let file = try #require(FileHandle(forReadingAtPath: "/proc/net/tcp"))
    let table = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
    let listening = table.split(separator: "\n").filter { $0.contains(" 0A ") && $0.contains(":\(port) 00000000:0000") }
    #expect(listening.count == 1)
    #expect(listening.first?.contains(" 0100007F:\(port) ") == true)
    #expect(sandbox.process.isRunning)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/net/if_inet6"), "the system has no IPv6"))
  func `it listens on the other loopback address when asked`() throws {
    let sandbox = try BuiltSandbox(["--host", "::1", "--host", "127.0.0.1"])
    #expect(sandbox.line == "soapnote-sandbox listening on http://[::1]:\(sandbox.port)")
    let client = try RawClient(port: sandbox.port)
    client.send(try request("GET", "/v1/specialties"))
    #expect(try client.readToEnd() == .closed)
    #expect(Reply(raw: client.received, end: .closed).status == 200)
  }

  @Test
  func `nothing of a transcript or a key is written anywhere`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sandbox-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
    let process = Process()
    let (output, error) = (Pipe(), Pipe())
    process.executableURL = BuiltSandbox.url
    process.currentDirectoryURL = folder
    process.environment = ["TMPDIR": folder.path, "HOME": folder.path]
    (process.standardOutput, process.standardError) = (output, error)
    try process.run()
    let line = try #require(output.fileHandleForReading.availableData.split(separator: 10).first)
    let port = try #require(UInt16(String(decoding: line, as: UTF8.self).split(separator: ":").last ?? ""))
    for fault in ["", "status=500", "reset=5", "nonsense", "early=3"] {
      let client = try RawClient(port: port)
      client.send(try request(key: "snapi_sk_test_canary", fault: fault, transcript: "canary transcript"))
      _ = try client.readToEnd()
    }
    process.terminate()
    process.waitUntilExit()
    let written = try [output, error].map { try $0.fileHandleForReading.readToEnd() ?? Data() }
    #expect(written == [Data(), Data()])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }
}
