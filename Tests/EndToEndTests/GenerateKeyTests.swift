import Foundation
import Sandbox
import Testing

/// Where `soapnote-lsp generate` takes its key from: every place that a session knows, and never an argument.
@Suite(.crowd, .timeLimit(.minutes(2)))
struct GenerateKeyTests {
  /// A folder with a key file that its owner alone may read, and a file of settings.
  private final class Home: Sendable {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path

    init(settings: String = "{}", mode: Int = 0o600) throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try put("key", "snapi_sk_test_file\n", mode)
      try put("settings.json", settings.replacing("HOME", with: path), 0o644)
    }

    deinit { do { try FileManager.default.removeItem(atPath: path) } catch {} }

    private func put(_ name: String, _ text: String, _ mode: Int) throws {
      try #require(
        FileManager.default.createFile(
          atPath: "\(path)/\(name)", contents: Data(text.utf8), attributes: [.posixPermissions: mode]))
    }
  }

  private func generate(
    _ home: Home, from upstream: Upstream, settings: Bool = false, environment: [String: String]
  ) async throws -> (exit: ChildProcess.Exit, errors: String) {
    let arguments = ["generate"] + (settings ? ["--settings", "\(home.path)/settings.json"] : [])
    var variables = environment.mapValues { $0.replacing("HOME", with: home.path) }
    variables["SOAPNOTEAPI_BASE_URL"] = upstream.sandbox.url
    let program = try ServerProcess(arguments, environment: variables)
    program.write(Sample.transcript)
    let exit = try await program.finish()
    #expect(exit == .status(0) || program.output.isEmpty)
    #expect(!program.standardError.contains("snapi_sk"))
    return (exit, program.standardError)
  }

  @Test(arguments: [
    (["SOAPNOTEAPI_KEY": "snapi_sk_test_environment"], "environment"),
    (["SOAPNOTEAPI_KEY": "snapi_sk_test_environment", "SOAPNOTEAPI_KEY_FILE": "HOME/key"], "file"),
    (["SOAPNOTEAPI_KEY_FILE": "HOME/key", "SOAPNOTEAPI_KEY_COMMAND": " echo  snapi_sk_test_command "], "command"),
  ])
  func `the environment names a place for the key`(environment: [String: String], key: String) async throws {
    let upstream = try Upstream()
    let run = try await generate(try Home(), from: upstream, environment: environment)
    #expect(run.exit == .status(0))
    #expect(upstream.requests.map { $0.head["authorization"] } == ["Bearer snapi_sk_test_\(key)"])
  }

  @Test(arguments: [
    (#"{"soapnoteapi": {"apiKeyFile": "HOME/key"}, "specialty": "dentist"}"#, "file", ""),
    (#"{"soapNote": {"soapnoteapi": {"apiKeyCommand": ["echo", "snapi_sk_test_command"]}}}"#, "command", ""),
    (#"{"soapnoteapi": {"apiKey": "snapi_sk_test_setting"}}"#, "setting", "The API key is in the setting"),
  ])
  func `a file of settings does too, and goes over the environment`(
    settings: String, key: String, complaint: String
  ) async throws {
    let upstream = try Upstream()
    let run = try await generate(
      try Home(settings: settings), from: upstream, settings: true,
      environment: ["SOAPNOTEAPI_KEY_COMMAND": "echo snapi_sk_test_environment"])
    #expect(run.exit == .status(0))
    #expect(complaint.isEmpty ? run.errors.isEmpty : run.errors.contains(complaint))
    #expect(upstream.requests.map { $0.head["authorization"] } == ["Bearer snapi_sk_test_\(key)"])
    if key == "file" { #expect(upstream.requests.first?.body["specialty"] == "dentist") }
  }

  @Test func `a place that gives no key is an error, and nothing is sent`() async throws {
    let upstream = try Upstream()
    let file = ["SOAPNOTEAPI_KEY_FILE": "HOME/key"]
    let open = try await generate(try Home(mode: 0o644), from: upstream, environment: file)
    #expect(open.exit == .status(1) && open.errors.contains("chmod 600"))
    let command = try await generate(try Home(), from: upstream, environment: ["SOAPNOTEAPI_KEY_COMMAND": "false"])
    #expect(command.exit == .status(1) && command.errors.contains("failed with status 1"))
    let settings = try await generate(
      try Home(settings: #"{"apiKey": snapi_sk_test_1}"#), from: upstream, settings: true, environment: file)
    #expect(settings.exit == .status(1) && settings.errors.contains("is not JSON"))
    #expect(upstream.requests.isEmpty)
  }

  @Test(arguments: [
    (#"{"engin": "offline"}"#, "There is no setting engin;"),
    (#"{"engine": 5}"#, "The setting engine must be a string;"),
    (#"{"engine": "ofline"}"#, "The setting engine names no engine"),
    (#"{"soapNote": {"specialty": "dentist", "retry": {"attempts": 1}}}"#, "There is no setting retry.attempts;"),
    (#"["offline"]"#, "The settings are not an object"),
  ])
  func `a wrong setting in the file is a refusal: the transcript could go elsewhere than the user wants`(
    settings: String, complaint: String
  ) async throws {
    let upstream = try Upstream()
    let run = try await generate(
      try Home(settings: settings), from: upstream, settings: true,
      environment: ["SOAPNOTEAPI_KEY": "snapi_sk_test_environment"])
    #expect(run.exit == .status(1))
    #expect(run.errors.contains(complaint) && run.errors.contains("Nothing was sent"), "\(run.errors)")
    #expect(upstream.requests.isEmpty)
  }
}
