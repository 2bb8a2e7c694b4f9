import Foundation
import Testing

/// The four clients of the API's streaming page, as it writes them in substance, against the program.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct ClientTests {
  enum Client {
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

    /// Whether to run the client: where its tools are missing, it is passed over, save where everything has to run.
    func isDue() async throws -> Bool {
      if ProcessInfo.processInfo.environment["CI"] == "true" { return true }
      return try await BuiltSandbox.run(probe, of: Self.env).status == 0
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

  @Test(.enabled("curl is missing") { try await Client.curl.isDue() })
  func `curl`() async throws { try await check(.curl, faults: ["", "drip"]) }

  // A client that looks for whole events in each piece cannot read a byte at a time: the page's own weakness.
  @Test(.enabled("node with fetch is missing") { try await Client.browser.isDue() })
  func `fetch as a web page uses it`() async throws { try await check(.browser, faults: [""]) }

  @Test(.enabled("node with fetch is missing") { try await Client.node.isDue() })
  func `node with an incremental parser`() async throws { try await check(.node, faults: ["", "drip"]) }

  @Test(.enabled("python3 with requests is missing") { try await Client.python.isDue() })
  func `python with requests`() async throws { try await check(.python, faults: ["", "drip"]) }

  private func check(_ client: Client, faults: [String]) async throws {
    for fault in faults { try await checkText(client, fault: fault) }
    // No broken answer passes for a whole one, and no key but a proper one gets in.
    for fault in ["reset=event:2", "close=done", "status=503"] {
      let sandbox = try BuiltSandbox(["--fault", fault])
      #expect(try await client.run(Self.short, baseURL: sandbox.baseURL).status != 0)
    }
    let sandbox = try BuiltSandbox()
    let refused = try await client.run(Self.short, baseURL: sandbox.baseURL, key: "snapi_sk_test_revoked")
    #expect(refused.status != 0)
    #expect(refused.error.contains("403"))
  }

  private static let short = "{\"transcript\":\"A b c.\",\"specialty\":\"physician\"}"

  /// The client's text is the one that the stream carries.
  private func checkText(_ client: Client, fault: String) async throws {
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
}
