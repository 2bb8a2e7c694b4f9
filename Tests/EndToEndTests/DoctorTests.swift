import Foundation
import Sandbox
import Testing

/// `soapnote-lsp doctor`: every broken set-up is told by name, with the next step.
@Suite(.crowd, .timeLimit(.minutes(5)))
struct DoctorTests {
  /// What one run has found.
  struct Diagnosis {
    let exit: ChildProcess.Exit
    let report: JSON

    init(_ environment: [String: String], _ arguments: String...) async throws {
      let program = try ServerProcess(
        ["doctor", "--json"] + arguments, environment: ["PATH": "/nowhere"].merging(environment) { $1 })
      exit = try await program.finish()
      #expect(program.standardError == "")
      let text = String(decoding: program.output, as: UTF8.self)
      #expect(!text.contains("canary"))
      report = try JSON(parsing: program.output)
      let problems = findings.count { $0["level"] == "problem" }
      #expect(report["problems"]?.int == problems)
      #expect(exit == .status(problems == 0 ? 0 : 1))
      for finding in findings where ["problem", "warning"].contains(finding["level"]) {
        #expect(finding["nextStep"]?.string?.isEmpty == false, "\(finding)")
      }
    }

    var findings: [JSON] { report["findings"]?.array ?? [] }

    /// `problem: message next step` of the findings of one check.
    func said(_ check: String) -> String {
      findings.filter { $0["check"]?.string == check }.map { finding in
        "\(finding["level"]?.string ?? ""): \(finding["message"]?.string ?? "") \(finding["nextStep"]?.string ?? "")"
      }.joined(separator: "\n")
    }

    func level(_ check: String) -> String? { findings.first { $0["check"]?.string == check }?["level"]?.string }

    func setting(_ name: String) -> JSON? { report["settings"]?.array?.first { $0["name"]?.string == name } }
  }

  /// A folder of a test.
  private final class Folder: Sendable {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { do { try FileManager.default.removeItem(atPath: path) } catch {} }

    @discardableResult
    func put(_ name: String, _ text: String, mode: Int = 0o644) throws -> String {
      let place = "\(path)/\(name)"
      let folder = URL(filePath: place).deletingLastPathComponent().path
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try #require(
        FileManager.default.createFile(
          atPath: place, contents: Data(text.utf8), attributes: [.posixPermissions: mode]))
      return place
    }
  }

  private static func key(_ address: String) -> [String: String] {
    ["SOAPNOTEAPI_KEY": Upstream.key, "SOAPNOTEAPI_BASE_URL": address]
  }

  @Test func `all is well with the sandbox, and one note is streamed`() async throws {
    let upstream = try Upstream()
    let diagnosis = try await Diagnosis(upstream.environment)
    #expect(diagnosis.exit == .status(0))
    for check in ["engine", "key", "libcurl", "dns", "connect", "answer", "stream"] {
      #expect(diagnosis.level(check) == "ok", "\(diagnosis.said(check))")
    }
    #expect(diagnosis.said("stream").contains(/first text after [0-9.]+ m?s, complete after [0-9.]+ m?s/))
    #expect(upstream.requests.map(\.head.path) == ["/v1/specialties", "/v1/stream/note"])
    #expect(upstream.requests.first?.head["authorization"] == nil)
    let text = try ServerProcess(["doctor"], environment: upstream.environment.merging(["PATH": "/"]) { $1 })
    #expect(try await text.finish() == .status(0))
    let lines = String(decoding: text.output, as: UTF8.self)
    #expect(lines.contains("  ok       stream ") && lines.hasSuffix("0 problems, 0 warnings.\n"))
    #expect(!lines.contains("canary"))
  }

  @Test(
    arguments: [
      ([:], 0, "engine", "warning: Notes are drafted offline", "SOAPNOTEAPI_KEY"),
      (["SOAPNOTE_ENGINE": "offline"], 0, "engine", "ok: Notes are drafted offline", "SOAPNOTE_ENGINE"),
      (["SOAPNOTE_ENGINE": "soapnoteapi"], 1, "key", "problem: There is no place for a key", "SOAPNOTEAPI_KEY_FILE"),
      (["SOAPNOTE_ENGINE": "gpt"], 1, "engine", "problem: There is no engine gpt", "offline"),
      (key("https://no.such.host.invalid"), 1, "dns", "problem: The name no.such.host.invalid", "SOAPNOTEAPI_BASE_URL"),
      (key("http://127.0.0.1:1"), 1, "connect", "problem: No connection to 127.0.0.1", "SOAPNOTEAPI_BASE_URL"),
      (key("http://192.0.2.1"), 1, "endpoint", "problem: The address of SOAPNoteAPI is not encrypted", "https"),
      (key("https://user:canary@127.0.0.1:1"), 1, "endpoint", "problem: The address of SOAPNoteAPI is not", "Correct"),
      (key("nonsense"), 1, "endpoint", "problem: The address of SOAPNoteAPI is not", "Correct"),
      (
        ["SOAPNOTEAPI_KEY_COMMAND": "false", "PATH": "/bin:/usr/bin"], 1, "key",
        "problem: The key command false failed", "Run it by hand"
      ),
      (["SOAPNOTEAPI_KEY_FILE": "/nowhere"], 1, "key", "problem: The key file /nowhere cannot be read", "Correct"),
      (
        ["SOAPNOTEAPI_KEY": "canary"], 1, "key",
        "warning: What comes from SOAPNOTEAPI_KEY does not begin", "snapi_sk_"
      ),
      (
        [
          "SOAPNOTEAPI_KEY": "snapi_sk_1", "SOAPNOTEAPI_API_KEY": "snapi_sk_2",
          "SOAPNOTEAPI_BASE_URL": "http://127.0.0.1:1",
        ],
        1, "key", "warning: SOAPNOTEAPI_KEY and SOAPNOTEAPI_API_KEY hold different keys", "Unset"
      ),
    ] as [([String: String], Int32, String, String, String)])
  func `what is wrong with the settings is told`(
    environment: [String: String], status: Int32, check: String, words: String, step: String
  ) async throws {
    // No test asks the real endpoint.
    let diagnosis = try await Diagnosis(["SOAPNOTEAPI_BASE_URL": "http://127.0.0.1:1"].merging(environment) { $1 })
    #expect(diagnosis.exit == .status(status))
    #expect(diagnosis.said(check).hasPrefix(words), "\(diagnosis.said(check))")
    #expect(diagnosis.said(check).contains(step), "\(diagnosis.said(check))")
  }

  @Test(arguments: [
    ("status=302;redirect=http://127.0.0.1:1/login;body=html", "answer", "points to another|pointed to another"),
    ("status=200;body=html", "answer", "log-in page"), ("status=503", "answer", "a problem of its own"),
    ("on=/v1/stream;status=401", "stream", "did not accept the API key"),
    ("on=/v1/stream;status=402", "stream", "insufficient balance"),
    ("on=/v1/stream;cut=event:2", "stream", "ended the stream before"),
    ("on=/v1/stream;status=200;body=html", "stream", "log-in page"),
  ])
  func `an endpoint that answers wrongly is told, and asked no further`(
    fault: String, check: String, words: String
  ) async throws {
    let upstream = try Upstream(faults: fault)
    let diagnosis = try await Diagnosis(upstream.environment)
    #expect(diagnosis.exit == .status(1))
    #expect(diagnosis.level("connect") == "ok")
    #expect(diagnosis.said(check).hasPrefix("problem: "))
    #expect(words.split(separator: "|").contains { diagnosis.said(check).contains($0) }, "\(diagnosis.said(check))")
    #expect(upstream.requests.count == (check == "answer" ? 1 : 2), "nothing is made again")
  }

  @Test func `a key file that others may read is refused`() async throws {
    let folder = try Folder()
    let upstream = try Upstream()
    let place = try folder.put("key", "snapi_sk_test_canary\n", mode: 0o644)
    let environment = ["SOAPNOTEAPI_KEY_FILE": place, "SOAPNOTEAPI_BASE_URL": upstream.sandbox.url]
    let open = try await Diagnosis(environment)
    #expect(open.said("key").hasPrefix("problem: The key file \(place) can be read by others"))
    #expect(open.said("key").contains("chmod 600"))
    #expect(open.said("stream").hasPrefix("info: No note was asked for: there is no key."))
    #expect(upstream.requests.map(\.head.path) == ["/v1/specialties"])
    try folder.put("key", "snapi_sk_test_canary\n", mode: 0o600)
    let closed = try await Diagnosis(environment)
    #expect(closed.exit == .status(0))
    #expect(
      closed.said("key").hasPrefix("ok: The key comes from the key file \(place), which its owner alone may read"))
  }

  @Test func `settings are told with where they come from, and keys are not`() async throws {
    let folder = try Folder()
    let file = try folder.put(
      "settings.json",
      """
      {"soapNote": {"specialty": "dentist", "timeouts": {"idleMs": 5000, "connectMs": "soon"},
        "soapnoteapi": {"apiKey": "snapi_sk_test_canary"}}}
      """)
    let environment = [
      "SOAPNOTE_SPECIALTY": "slp", "SOAPNOTE_ENGINE": "soapnoteapi", "SOAPNOTEAPI_BASE_URL": "https://unused.invalid",
    ]
    let diagnosis = try await Diagnosis(environment, "--settings", file, "--endpoint=http://127.0.0.1:1")
    for (name, value, source) in [
      ("engine", "soapnoteapi", "SOAPNOTE_ENGINE"), ("specialty", "dentist", file),
      ("soapnoteapi.baseURL", "http://127.0.0.1:1", "--endpoint"), ("timeouts.idleMs", "5000", file),
      ("timeouts.connectMs", "10000", "default"), ("soapnoteapi.apiKey", "given", file),
    ] {
      #expect(diagnosis.setting(name)?["value"]?.string == value, "\(name)")
      #expect(diagnosis.setting(name)?["source"]?.string == source, "\(name)")
    }
    #expect(diagnosis.said("settings").hasPrefix("problem: The setting timeouts.connectMs must be a whole number"))
    #expect(diagnosis.said("key").hasPrefix("warning: The API key is in the setting soapnoteapi.apiKey"))
    let typo = try await Diagnosis([:], "--settings", try folder.put("typo.json", #"{"engin": "offline"}"#))
    #expect(typo.said("settings").hasPrefix("problem: There is no setting engin; it has no effect."))
    let missing = try await Diagnosis([:], "--settings", "/nowhere.json")
    #expect(missing.said("settings").hasPrefix("problem: The settings file /nowhere.json cannot be read"))
  }

  #if os(Linux)
    @Test func `a missing libcurl is told with what to install`() async throws {
      let folder = try Folder()
      for name in ["libcurl.so.4", "libcurl-gnutls.so.4"] { try folder.put(name, "") }
      let path = [folder.path, Program.environment["LD_LIBRARY_PATH"] ?? ""].joined(separator: ":")
      let diagnosis = try await Diagnosis(Self.key("http://127.0.0.1:1").merging(["LD_LIBRARY_PATH": path]) { $1 })
      #expect(diagnosis.said("libcurl").hasPrefix("problem: libcurl was not found."))
      #expect(diagnosis.said("libcurl").contains("apt-get install libcurl4"))
      let version = try ServerProcess(["--version"], environment: ["LD_LIBRARY_PATH": path])
      #expect(try await version.finish() == .status(0))
      #expect(String(decoding: version.output, as: UTF8.self).contains("\nno libcurl found: "))
      let offline = try await Diagnosis(["SOAPNOTE_ENGINE": "offline", "LD_LIBRARY_PATH": path])
      #expect(offline.exit == .status(0))
      #expect(offline.level("libcurl") == "info")
    }
  #endif

  @Test func `the proxy is told without its password, and so is what goes past it`() async throws {
    let proxy = try ScriptedUpstream { peer, _ in
      peer.send("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
    }
    let environment = Self.key("https://api.example.test").merging([
      "ALL_PROXY": "http://127.0.0.1:9", "https_proxy": "http://user:canary@127.0.0.1:\(proxy.port)",
    ]) { $1 }
    let refused = try await Diagnosis(environment)
    #expect(refused.said("proxy").hasPrefix("problem: The proxy http://***@127.0.0.1:\(proxy.port) did not let"))
    #expect(refused.said("proxy").contains("the proxy answered 407") && refused.said("proxy").contains("https_proxy"))
    let excepted = try await Diagnosis(environment.merging(["NO_PROXY": "localhost,.example.test"]) { $1 })
    #expect(excepted.said("proxy").contains("but NO_PROXY has .example.test"))
    #expect(excepted.level("dns") == "problem")
  }

  /// What makes the program ask a TLS server before `upstream`, with the certificate called `name`.
  private static func secure(_ upstream: Upstream, as name: String) throws -> (Gateway, [String: String]) {
    let gateway = try Gateway(tlsTo: upstream.sandbox.port, as: name)
    let authority = try Gateway.certificates().certificate("ca")
    return (gateway, key("https://127.0.0.1:\(gateway.port)").merging(["SSL_CERT_FILE": authority]) { $1 })
  }

  @Test(.enabled(if: Gateway.isPossible, "needs openssl and node"))
  func `certificates are told with their issuer and dates`() async throws {
    let upstream = try Upstream()
    let (gateway, environment) = try Self.secure(upstream, as: "server")
    defer { withExtendedLifetime(gateway) {} }
    let trusted = try await Diagnosis(environment)
    #expect(trusted.exit == .status(0), "\(trusted.said("tls"))")
    #expect(trusted.said("tls").contains(/ok: .*issued by .*authority, valid from 2020-01-01 00:00 UTC to 2049-01-01/))
    #expect(trusted.level("stream") == "ok")
    let unknown = try await Diagnosis(environment.filter { $0.key != "SSL_CERT_FILE" })
    #expect(
      unknown.said("tls").contains(/problem: .*authority that this computer does not know.*issued by .*authority/))
    #expect(unknown.said("tls").contains("SSL_CERT_FILE"))
    #expect(unknown.level("stream") == nil)
    #expect(upstream.requests.count == 2, "nothing is sent to a server that is not trusted")
  }

  @Test(
    .enabled(if: Gateway.isPossible, "needs openssl and node"),
    arguments: [
      ("expired", "problem: The server's certificate has expired. It shows one for"),
      ("future", "problem: The server's certificate is not valid yet. It shows one for"),
    ])
  func `a certificate out of its time points to the clock`(name: String, words: String) async throws {
    let upstream = try Upstream()
    let (gateway, environment) = try Self.secure(upstream, as: name)
    defer { withExtendedLifetime(gateway) {} }
    let diagnosis = try await Diagnosis(environment)
    #expect(diagnosis.exit == .status(1))
    #expect(diagnosis.said("tls").hasPrefix(words), "\(diagnosis.said("tls"))")
    #expect(diagnosis.said("tls").contains(/clock.* says 20\d\d-\d\d-\d\d \d\d:\d\d UTC/))
    #expect(upstream.sandbox.statistics.requests == 0, "nothing is sent to a server that is not trusted")
  }

  @Test(.enabled(if: Gateway.isPossible, "needs openssl and node"))
  func `no note is asked of another machine unless that is wished`() async throws {
    let upstream = try Upstream()
    let (gateway, environment) = try Self.secure(upstream, as: "server")
    // A name that leads elsewhere, for all that the program can know.
    let proxy = try Gateway(proxyTo: gateway.port, user: "user:canary")
    let remote = environment.merging([
      "HTTPS_PROXY": "http://user:canary@127.0.0.1:\(proxy.port)", "SOAPNOTEAPI_BASE_URL": "https://soapnote.invalid",
    ]) { $1 }
    let careful = try await Diagnosis(remote)
    #expect(careful.exit == .status(0), "\(careful.findings)")
    #expect(careful.said("proxy") == "ok: HTTPS_PROXY names http://***@127.0.0.1:\(proxy.port). ")
    #expect(careful.said("connect").contains("(the proxy) answered"))
    #expect(careful.said("stream").contains("info: No note was asked for, since the API may charge for it."))
    #expect(upstream.requests.map(\.head.path) == ["/v1/specialties"])
    let asked = try await Diagnosis(remote, "--stream")
    #expect(asked.level("stream") == "ok", "\(asked.said("stream"))")
    #expect(upstream.requests.map(\.head.path).last == "/v1/stream/note")
  }

  @Test func `every setting of the protocol's page is told`() async throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL
    let page = try String(contentsOf: root.appending(path: "protocol.md"), encoding: .utf8)
    let rows = try #require(
      page.split(separator: "| setting | default | meaning |\n").last?.split(separator: "\n\n").first)
    let names = rows.split(separator: "\n").dropFirst().flatMap { row in
      row.split(separator: "|")[0].matches(of: /`([a-zA-Z.]+)`/).map { String($0.1) }
    }
    #expect(names.count >= 18)
    let file = try Folder()
    let settings = try file.put(
      "settings.json",
      """
      {"soapnoteapi": {"apiKeyCommand": ["canary"], "apiKeyFile": "/key", "apiKey": "canary",
        "clientCertificate": "/certificate", "clientKey": "/client"}}
      """)
    // The command's arguments are not shown, but its name is; this one has nothing to hide.
    let program = try ServerProcess(
      ["doctor", "--json", "--settings", settings], environment: ["PATH": "/nowhere", "SOAPNOTE_ENGINE": "offline"])
    #expect(try await program.finish() == .status(0))
    let report = try JSON(parsing: program.output)
    let told = Set(report["settings"]?.array?.compactMap { $0["name"]?.string } ?? [])
    #expect(told.isSuperset(of: names), "\(Set(names).subtracting(told))")
    let key = report["findings"]?.array?.first { $0["check"] == "key" }
    #expect(key?["message"]?.string?.hasSuffix("was not asked: the engine in force needs no key.") == true)
  }

  @Test func `a clock that is wrong is told`() async throws {
    let upstream = try ScriptedUpstream { peer, _ in
      let body = #"{"specialties":[]}"#
      peer.send(
        "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Type: application/json\r\n"
          + "Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)")
    }
    let diagnosis = try await Diagnosis(
      ["SOAPNOTE_ENGINE": "offline"], "--endpoint", "http://127.0.0.1:\(upstream.port)")
    #expect(diagnosis.said("clock").contains(/warning: .* minutes ahead of the server's/))
    #expect(diagnosis.said("stream").hasPrefix("info: No note was asked for: there is no key"))
  }

  @Test func `editors and plugins are found, and nothing of the user's is run`() async throws {
    let folder = try Folder()
    func program(_ name: String, _ text: String) throws {
      // Asked for anything but its version, it leaves a mark.
      try folder.put("bin/\(name)", "#!/bin/sh\n[ \"$*\" = --version ] || : > ran\necho '\(text)'\n", mode: 0o755)
    }
    try program("vim", "VIM - Vi IMproved 9.1 (2024)\n+channel +job +textprop +timers")
    try program("nvim", "NVIM v0.6.1")
    try program("emacs", "GNU Emacs 29.4")
    try program("code", "not asked")
    try folder.put("resources/app/package.json", #"{"name": "code", "version": "1.96.2"}"#)
    try folder.put("home/.vim/pack/soapnote/start/soapnote/plugin/soapnote.vim", "")
    try folder.put("home/.emacs.d/init.el", "(require 'soapnote)")
    let environment = [
      "PATH": "\(folder.path)/bin:/bin", "HOME": "\(folder.path)/home", "SOAPNOTE_ENGINE": "offline",
    ]
    let diagnosis = try await Diagnosis(environment)
    #expect(diagnosis.said("editor:vim").hasPrefix("ok: Vim 9.1; the plugin is in \(folder.path)/home/.vim/pack/"))
    #expect(diagnosis.said("editor:nvim").hasPrefix("warning: Neovim 0.6.1 is too old"))
    #expect(diagnosis.said("editor:emacs").contains("ok: Emacs 29.4; \(folder.path)/home/.emacs.d/init.el names"))
    #expect(diagnosis.said("editor:code").contains("info: VS Code 1.96.2; the plugin is not"))
    #expect(diagnosis.said("editor:code").contains("editors/vscode/README.md"))
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/ran"))
    let none = try await Diagnosis(["SOAPNOTE_ENGINE": "offline"])
    #expect(none.said("editor:vim") == "info: Vim is not on PATH. ")
  }
}
