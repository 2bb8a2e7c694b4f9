import Foundation
import Notes
import Testing

@testable import Credentials

@Suite(.timeLimit(.minutes(1)))
struct KeySourceTests {
  private static func fetch(
    _ source: KeySource, environment: [String: String] = [:], timeLimit: Duration = .seconds(50)
  ) async -> Result<String, EngineError> {
    let environment = ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }
    do throws(EngineError) {
      return .success(try await source.fetch(environment: environment, timeLimit: timeLimit).value)
    } catch {
      return .failure(error)
    }
  }

  /// The sentence of a failure; a key where there should be none is recorded.
  private static func complaint(
    _ source: KeySource, timeLimit: Duration = .seconds(50)
  ) async -> String {
    switch await fetch(source, timeLimit: timeLimit) {
    case .success(let key):
      Issue.record("a key: \(key)")
      return ""
    case .failure(let error):
      #expect(error.reason == .notConfigured)
      #expect(error.attempts == 0)
      return error.message
    }
  }

  @Test(arguments: [
    (["printf", "a-key"], "a-key"), (["printf", "a-key\\n"], "a-key"), (["printf", "a-key\\r\\nuser: me\\n"], "a-key"),
    (["printf", "%s", "a key; $(b)"], nil), (["printf", ""], nil), (["printf", "\\na-key"], nil),
    (["printf", "a\\tkey"], nil), (["printf", "k\\303\\251y"], nil), (["printf", "k\\377y"], nil),
    (["printf", "k\\000y"], nil), (["sh", "-c", "echo a-key; exec >&-; exec 2>&-; true"], "a-key"),
    (["sh", "-c", "echo a-key; sleep 300 &"], "a-key"), (["sh", "-c", "cat; echo a-key"], "a-key"),
    (["sh", "-c", "head -c 300000 /dev/zero >&2; echo a-key"], "a-key"),
  ])
  func `the first line that a command prints is the key, if it can be one`(words: [String], key: String?) async {
    switch await Self.fetch(.command(words)) {
    case .success(let fetched): #expect(fetched == key)
    case .failure(let error):
      #expect(key == nil)
      #expect(error.reason == .notConfigured)
    }
  }

  @Test
  func `a command that fails is quoted, and its output is not`() async {
    let message = await Self.complaint(.command(["sh", "-c", "echo canary; printf 'no\\n such\\tkey' >&2; exit 3"]))
    #expect(message.contains("“no such key”"))
    #expect(message.contains("status 3"))
    #expect(message.contains("command sh "))
    #expect(!message.contains("canary"))
    #expect(await Self.complaint(.command(["sh", "-c", "kill -9 $$"])).contains("status 137"))
  }

  @Test
  func `a command that is not there is told so`() async {
    #expect(
      await Self.complaint(.command(["/nowhere/at-all", "canary"])).contains("/nowhere/at-all cannot be started"))
  }

  @Test(arguments: ["sleep 300", "exec >&- 2>&-; sleep 300", "yes", "trap '' TERM; while :; do :; done"])
  func `a command that takes too long is stopped`(script: String) async {
    let start = ContinuousClock.now
    let message = await Self.complaint(.command(["sh", "-c", script]), timeLimit: .milliseconds(200))
    #expect(message.contains("was stopped"))
    #expect(start.duration(to: .now) < .seconds(40))
  }

  #if os(Linux)
    @Test
    func `no signal is held back from a command`() async throws {
      let held = ["sed", "-n", "s/^SigBlk:[[:space:]]*//p", "/proc/self/status"]
      let mask = await Task.detached { await Self.fetch(.command(held)) }.value
      #expect(try mask.get() == "0000000000000000")
    }
  #endif

  @Test
  func `a command gets its environment, and no descriptor but its three`() async throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    let script = "for f in 3 4 5 6 7 8 9; do if (: >&$f); then echo open; exit; fi; done 2>&-; echo $WORD"
    #expect(try await Self.fetch(.command(["sh", "-c", script]), environment: ["WORD": "closed"]).get() == "closed")
  }

  @Test(arguments: [
    (0o600, true), (0o400, true), (0o700, true), (0o644, false), (0o640, false), (0o604, false), (0o620, false),
    (0o601, false),
  ])
  func `a key file is refused when it is open to others`(mode: Int, isTaken: Bool) async throws {
    let folder = try Folder()
    let file = folder.path("key")
    try Data("a-key\nrest".utf8).write(to: URL(filePath: file))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
    guard isTaken else {
      #expect(await Self.complaint(.file(file)).contains("chmod 600"))
      return
    }
    #expect(try await Self.fetch(.file(file)).get() == "a-key")
    #expect(try await Self.fetch(.file("~/key"), environment: ["HOME": folder.path]).get() == "a-key")
  }

  @Test
  func `what is no plain file is no key file`() async throws {
    let folder = try Folder()
    #expect(await Self.complaint(.file(folder.path)).contains("not a plain file"))
    #expect(await Self.complaint(.file(folder.path("missing"))).contains("cannot be read"))
    #expect(mkfifo(folder.path("fifo"), 0o600) == 0)
    #expect(await Self.complaint(.file(folder.path("fifo"))).contains("not a plain file"))
  }

  @Test(arguments: ["a key", "a-key\n", "a\u{7F}", "clé", "", "k\r\nX-Header: 1"])
  func `a given key is taken whole or not at all`(key: String) async {
    for source in [KeySource.environment("NAME", Redacted(key)), .setting("name", Redacted(key))] {
      let message = await Self.complaint(source)
      #expect(key.isEmpty || !message.contains(key))
    }
  }

  @Test
  func `no description holds a key`() {
    for source in [
      KeySource.environment("NAME", Redacted("canary")), .setting("name", Redacted("canary")),
      .command(["pass", "canary"]),
    ] {
      #expect(!source.description.contains("canary"))
    }
  }
}

/// A folder that is removed with it.
final class Folder: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { do { try FileManager.default.removeItem(atPath: path) } catch {} }

  func path(_ name: String) -> String { "\(path)/\(name)" }
}
