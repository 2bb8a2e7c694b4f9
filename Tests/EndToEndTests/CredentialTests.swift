import Foundation
import Sandbox
import Testing

/// Where the key comes from, and where it never goes.
@Suite(.crowd, .timeLimit(.minutes(5)))
struct CredentialTests {
  private static let sample: JSON = ["transcript": .string(Sample.transcript)]

  /// A folder with a key file in it.
  private final class Home: Sendable {
    let path: String

    init(key: String = "snapi_sk_test_file-canary", mode: Int = 0o600) throws {
      path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try put(key, mode: mode)
    }

    deinit { do { try FileManager.default.removeItem(atPath: path) } catch {} }

    var file: JSON { .string("\(path)/key") }

    func put(_ key: String, mode: Int = 0o600) throws {
      try #require(
        FileManager.default.createFile(
          atPath: "\(path)/key", contents: Data("\(key)\n".utf8), attributes: [.posixPermissions: mode]))
    }
  }

  private static func server(
    _ upstream: Upstream?, _ settings: JSON, environment: [String: String] = [:]
  ) async throws -> ServerProcess {
    var variables = environment
    if let upstream { variables["SOAPNOTEAPI_BASE_URL"] = upstream.sandbox.url }
    let server = try ServerProcess(environment: variables)
    _ = try await server.call(
      "initialize", ["capabilities": [:], "initializationOptions": ["soapnoteapi": settings]])
    server.notify("initialized", [:])
    return server
  }

  @Test
  func `of several places the safest is used, and status names it`() async throws {
    let home = try Home()
    let all: [String: JSON] = [
      "apiKeyCommand": ["printf", "snapi_sk_test_command-canary"], "apiKeyFile": home.file,
      "apiKey": "snapi_sk_test_setting-canary",
    ]
    for (missing, key, source) in [
      ([], "command", "the key command printf"), (["apiKeyCommand"], "file", "the key file \(home.path)/key"),
      (["apiKeyCommand", "apiKeyFile"], "setting", "the setting soapnoteapi.apiKey"),
      (["apiKeyCommand", "apiKeyFile", "apiKey"], "environment", "SOAPNOTEAPI_KEY"),
    ] {
      let upstream = try Upstream()
      let server = try await Self.server(
        upstream, .object(all.filter { !missing.contains($0.key) }),
        environment: ["SOAPNOTEAPI_KEY": "snapi_sk_test_environment-canary"])
      let status = try await server.call("soapNote/status")["result"]
      #expect(status?["engine"] == "soapnoteapi")
      #expect(status?["key"] == ["found": true, "source": .string(source)])
      #expect(status?["problems"] == [])
      #expect(try await server.call("soapNote/generate", Self.sample)["result"]?["engine"] == "soapnoteapi")
      #expect(upstream.requests.map { $0.head["authorization"] } == ["Bearer snapi_sk_test_\(key)-canary"])
      #expect(try await server.finish() == .status(0))
      let warnings = server.messages.filter { $0["method"] == "window/showMessage" }
      #expect(warnings.count == (key == "setting" ? 1 : 0), "a key among the settings is worth a warning, once")
      #expect(!server.output.contains("canary".utf8))
      #expect(!server.standardError.contains("canary"))
    }
  }

  @Test
  func `a key is fetched once, and anew after a reload or a 401`() async throws {
    let home = try Home(key: "snapi_sk_test_1")
    let upstream = try Upstream()
    let server = try await Self.server(upstream, ["apiKeyCommand": ["cat", home.file]])
    func note() async throws { _ = try await server.call("soapNote/generate", Self.sample) }
    try await note()
    try home.put("snapi_sk_test_2")
    try await note()
    _ = try await server.call("soapNote/reload")
    try await note()
    try home.put("snapi_sk_test_3")
    try upstream.sandbox.setFaults("status=401;times=1")
    #expect(try await server.call("soapNote/generate", Self.sample)["error"]?["data"]?["reason"] == "unauthorized")
    try await note()
    #expect(upstream.requests.map { $0.head["authorization"]?.last } == ["1", "1", "2", "2", "3"])
  }

  @Test
  func `a notification to prepare fetches the key`() async throws {
    let home = try Home()
    let upstream = try Upstream()
    let script = "echo x >> \(home.path)/runs; echo snapi_sk_test_1"
    let server = try await Self.server(upstream, ["apiKeyCommand": ["sh", "-c", .string(script)]])
    server.notify("soapNote/prepare", [:])
    while !FileManager.default.fileExists(atPath: "\(home.path)/runs") { await Task.yield() }
    #expect(try await server.call("soapNote/generate", Self.sample)["result"] != nil)
    #expect(try String(contentsOfFile: "\(home.path)/runs", encoding: .utf8) == "x\n")
  }

  @Test
  func `a request that waits for its key is cancelled at once`() async throws {
    let home = try Home()
    let upstream = try Upstream()
    let script = "touch \(home.path)/begun; exec sleep 300"
    let server = try await Self.server(upstream, ["apiKeyCommand": ["sh", "-c", .string(script)]])
    let start = ContinuousClock.now
    let id = server.request("soapNote/generate", Self.sample)
    while !FileManager.default.fileExists(atPath: "\(home.path)/begun") { await Task.yield() }
    #expect(try await server.call("soapNote/status")["result"] != nil, "others go on")
    server.notify("$/cancelRequest", ["id": id])
    #expect(try await server.response(to: id)["error"]?["code"] == -32800)
    #expect(start.duration(to: .now) < .seconds(9), "not the command's time limit")
    #expect(upstream.requests.isEmpty)
    #expect(try await server.finish() == .status(0))
  }

  @Test
  func `without its key a request fails, and no other engine takes its place`() async throws {
    let home = try Home(mode: 0o644)
    for (settings, words) in [
      (["apiKeyCommand": ["sh", "-c", "echo out-canary; echo locked >&2; exit 1"]], "locked"),
      (["apiKeyCommand": ["printf", "two words"]], "is no key"), (["apiKeyFile": home.file], "chmod 600"),
      (["apiKeyFile": "/nowhere"], "cannot be read"), (["apiKeyCommand": ["/nowhere"]], "cannot be started"),
    ] as [(JSON, String)] {
      let upstream = try Upstream()
      let server = try await Self.server(upstream, settings)
      let error = try await server.call("soapNote/generate", Self.sample)["error"]
      #expect(error?["data"]?["reason"] == "notConfigured")
      #expect(error?["data"]?["engine"] == "soapnoteapi")
      #expect(error?["data"]?["attempts"] == 0)
      #expect(error?["message"]?.string?.contains(words) == true)
      #expect(upstream.requests.isEmpty)
      #expect(try await server.finish() == .status(0))
      #expect(!server.output.contains("canary".utf8))
      #expect(server.standardError == "")
    }
  }

  @Test
  func `a key command does not see the keys of the environment`() async throws {
    let upstream = try Upstream()
    let server = try await Self.server(
      upstream, ["apiKeyCommand": ["sh", "-c", "echo snapi_sk_test_${SOAPNOTEAPI_KEY:-none}"]],
      environment: ["SOAPNOTEAPI_KEY": "canary"])
    _ = try await server.call("soapNote/generate", Self.sample)
    #expect(upstream.requests.first?.head["authorization"] == "Bearer snapi_sk_test_none")
  }

  @Test
  func `an empty place is none`() async throws {
    let server = try await Self.server(nil, ["apiKeyCommand": [], "apiKeyFile": "", "apiKey": ""])
    let status = try await server.call("soapNote/status")["result"]
    #expect(status?["engine"] == "offline")
    #expect(status?["key"] == ["found": false])
    #expect(status?["problems"] == [])
  }

  /// A way out of a session or a command.
  enum WayOut: CaseIterable {
    case endOfInput, exit, shutdown, interrupt, terminate, hangUp, generate, doctor
  }

  @Test(arguments: WayOut.allCases)
  func `a key command ends with the process, whichever way that ends`(way: WayOut) async throws {
    let home = try Home()
    let script = "echo $$ > \(home.path)/pid; mv \(home.path)/pid \(home.path)/begun; sleep 300 & wait"
    try Data(script.utf8).write(to: URL(filePath: "\(home.path)/command"))
    let environment = [
      "SOAPNOTEAPI_KEY_COMMAND": "sh \(home.path)/command", "SOAPNOTEAPI_BASE_URL": "http://127.0.0.1:1",
    ]
    let words: [String] = way == .generate ? ["generate"] : way == .doctor ? ["doctor"] : []
    let server = try ServerProcess(words, environment: environment, framing: .headers)
    if words.isEmpty {
      _ = try await server.call("initialize", ["capabilities": [:]])
      server.request("soapNote/generate", Self.sample)
    } else {
      server.write(Sample.transcript)
      server.endInput()
    }
    while !FileManager.default.fileExists(atPath: "\(home.path)/begun") { await Task.yield() }
    let id = try String(contentsOfFile: "\(home.path)/begun", encoding: .utf8).trimmingCharacters(in: .newlines)
    let group = try #require(pid_t(id))
    #expect(kill(-group, 0) == 0)
    switch way {
    case .endOfInput: server.endInput()
    case .exit: server.notify("exit")
    case .shutdown:
      _ = try await server.call("shutdown")
      server.notify("exit")
    case .interrupt, .generate, .doctor: server.kill(SIGINT)
    case .terminate: server.kill(SIGTERM)
    case .hangUp: server.kill(SIGHUP)
    }
    let exit = try await server.exit()
    switch way {
    case .endOfInput, .exit: #expect(exit == .status(1))
    case .shutdown: #expect(exit == .status(0))
    case .generate: #expect(exit == .status(130))
    case .interrupt, .doctor: #expect(exit == .signal(SIGINT))
    case .terminate: #expect(exit == .signal(SIGTERM))
    case .hangUp: #expect(exit == .signal(SIGHUP))
    }
    // Killed, but perhaps not gone in the same moment.
    let deadline = ContinuousClock.now + .seconds(10)
    while Self.isRunning(group), ContinuousClock.now < deadline { await Task.yield() }
    #expect(!Self.isRunning(group))
    kill(-group, SIGKILL)
  }

  /// Whether a process of this group does anything: one that is dead may wait to be reaped for as long as it likes.
  private static func isRunning(_ group: pid_t) -> Bool {
    #if os(Linux)
      let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      return processes.contains { name in
        guard pid_t(name) != nil, let stat = try? String(contentsOfFile: "/proc/\(name)/stat", encoding: .utf8),
          // The state, the parent and the group follow the name, which may hold anything.
          let fields = stat.split(separator: ")").last?.split(separator: " "), fields.count > 2
        else { return false }
        return pid_t(fields[2]) == group && fields[0] != "Z"
      }
    #else
      return kill(-group, 0) == 0
    #endif
  }
}
