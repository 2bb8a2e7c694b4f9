import Foundation
import Testing

/// The four clients of the API's streaming page, as it writes them in substance, against the program.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct ClientTests {
  struct MissingTools: Error {
    let message: String
  }

  enum Client: String, CaseIterable {
    case curl, browser, node, python

    /// The program that runs the client, and the client's file.
    var command: (tool: String, file: String) {
      switch self {
      case .curl: ("sh", "curl.sh")
      case .browser: ("node", "browser-fetch.mjs")
      case .node: ("node", "node-parser.mjs")
      case .python: ("python3", "python-requests.py")
      }
    }

    private static let env = URL(fileURLWithPath: "/usr/bin/env")

    /// A command that succeeds where the client can run.
    private var probe: [String] {
      switch self {
      case .curl: ["curl", "--version"]
      case .browser, .node: ["node", "-e", "fetch"]
      case .python: ["python3", "-c", "import requests"]
      }
    }

    /// Skips the test where the client's tools are missing; where everything has to run, that is a failure.
    func requireTools() async throws {
      let result = try await BuiltSandbox.run(probe, of: Self.env)
      if result.status == 0 { return }
      let message = "the client '\(rawValue)' cannot run here: \(probe.joined(separator: " ")) fails"
      if ProcessInfo.processInfo.environment["CI"] == "true" { throw MissingTools(message: message) }
      try Test.cancel("\(message)")
    }

    func run(_ body: String, baseURL: String, key: String = SandboxTests.key) async throws -> BuiltSandbox.Outcome {
      let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Clients")
        .appendingPathComponent(command.file)
      var environment = ProcessInfo.processInfo.environment
      environment["SOAPNOTEAPI_BASE_URL"] = baseURL
      environment["SOAPNOTEAPI_KEY"] = key
      environment["NO_PROXY"] = "127.0.0.1"
      environment["no_proxy"] = "127.0.0.1"
      return try await BuiltSandbox.run(
        [command.tool, file.path], of: Self.env, input: body, environment: environment)
    }
  }

  private static let transcripts = [
    "Patient is a 52-year-old man with low back pain for 3 weeks, 6/10, worse on sitting. Takes ibuprofen 400 mg.",
    "Doctor: How are you?\nPatient: My knee hurts – since “Größe 43” shoes… naïve 👩‍⚕️ \u{2028} \u{85} 文字.\nDoctor: Rest it.",
    String(
      repeating: "She reports chest pain since Monday. Blood pressure 150/90. Follow up in two weeks. ", count: 40),
  ]

  @Test(arguments: Client.allCases, ["", "drip"])
  func `every client gets the text that the stream carries`(client: Client, fault: String) async throws {
    // A client that looks for whole events in each piece cannot read a byte at a time: the page's own weakness.
    if client == .browser, fault == "drip" { return }
    try await client.requireTools()
    let sandbox = try BuiltSandbox(fault.isEmpty ? [] : ["--fault", fault])
    for transcript in Self.transcripts {
      let raw = try RawClient(port: sandbox.port)
      raw.send(try request(transcript: transcript))
      #expect(try raw.readToEnd() == .closed)
      let note = try joinedContent(of: Reply(raw: raw.received, end: .closed).text)
      #expect(note.hasPrefix("Subjective:\n"))
      let body = try JSONEncoder().encode(["transcript": transcript, "specialty": "physician"])
      let result = try await client.run(String(decoding: body, as: UTF8.self), baseURL: sandbox.baseURL)
      #expect(result.status == 0, "\(result.error)")
      let output = String(decoding: result.output, as: UTF8.self)
      #expect(try (client == .curl ? joinedContent(of: output) : output) == note)
    }
  }

  @Test(arguments: Client.allCases, ["reset=event:2", "close=done", "status=503"])
  func `no client takes a broken answer for a whole one`(client: Client, fault: String) async throws {
    try await client.requireTools()
    let sandbox = try BuiltSandbox(["--fault", fault])
    let result = try await client.run(
      "{\"transcript\":\"A b c.\",\"specialty\":\"physician\"}", baseURL: sandbox.baseURL)
    #expect(result.status != 0)
  }

  @Test(arguments: Client.allCases)
  func `every client is refused without a proper key`(client: Client) async throws {
    try await client.requireTools()
    let sandbox = try BuiltSandbox()
    let body = "{\"transcript\":\"A b c.\",\"specialty\":\"physician\"}"
    let result = try await client.run(body, baseURL: sandbox.baseURL, key: "snapi_sk_test_revoked")
    #expect(result.status != 0)
    #expect(result.error.contains("403"))
  }
}
