import Credentials
import Foundation
import Notes
import Testing

@Suite(.timeLimit(.minutes(1)))
struct KeyCacheTests {
  private static let environment = ["PATH": "/usr/bin:/bin"]

  /// A command that counts its runs in a file, waits for another file to be there, and prints how often it ran.
  private static func counting(_ folder: Folder) -> KeySource {
    let script = "echo run >> \"$0/runs\"; until [ -e \"$0/go\" ]; do sleep 0.01; done; echo key-$(wc -l < \"$0/runs\")"
    return .command(["sh", "-c", script, folder.path])
  }

  private static func letGo(_ folder: Folder) throws { try Data().write(to: URL(filePath: folder.path("go"))) }

  private static func waitForRun(_ folder: Folder) async {
    while !FileManager.default.fileExists(atPath: folder.path("runs")) { await Task.yield() }
  }

  private static func reason(_ cache: KeyCache) async -> Reason? {
    do throws(EngineError) {
      _ = try await cache.key()
      return nil
    } catch {
      return error.reason
    }
  }

  @Test
  func `the key is fetched once for all, and again when it was rejected`() async throws {
    let folder = try Folder()
    let cache = KeyCache(Self.counting(folder), environment: Self.environment)
    cache.prefetch()
    cache.prefetch()
    let waiting = (1...5).map { _ in Task { try await cache.key().value } }
    await Self.waitForRun(folder)
    try Self.letGo(folder)
    for task in waiting { #expect(try await task.value == "key-1") }
    cache.reject(Redacted("another"))
    #expect(try await cache.key().value == "key-1")
    cache.reject(Redacted("key-1"))
    #expect(try await cache.key().value == "key-2")
  }

  @Test
  func `one who waits can leave at once, and the others stay`() async throws {
    let folder = try Folder()
    let cache = KeyCache(Self.counting(folder), environment: Self.environment)
    let staying = Task { try await cache.key().value }
    await Self.waitForRun(folder)
    let leaving = Task { await Self.reason(cache) }
    leaving.cancel()
    #expect(await leaving.value == .cancelled)
    try Self.letGo(folder)
    #expect(try await staying.value == "key-1")
  }

  @Test
  func `when nobody is left to wait, the command is stopped`() async throws {
    let folder = try Folder()
    let script = "trap 'exit' TERM; echo $$ > \"$0/process\"; mv \"$0/process\" \"$0/runs\"; sleep 300"
    let cache = KeyCache(.command(["sh", "-c", script, folder.path]), environment: Self.environment)
    let leaving = Task { await Self.reason(cache) }
    await Self.waitForRun(folder)
    let number = try String(contentsOfFile: folder.path("runs"), encoding: .utf8)
    let process = try #require(Int32(number.trimmingCharacters(in: .whitespacesAndNewlines)))
    leaving.cancel()
    #expect(await leaving.value == .cancelled)
    while kill(process, 0) == 0 { await Task.yield() }
  }

  @Test
  func `a failure is not kept`() async throws {
    let folder = try Folder()
    let cache = KeyCache(.file(folder.path("key")), environment: [:])
    #expect(await Self.reason(cache) == .notConfigured)
    #expect(
      FileManager.default.createFile(
        atPath: folder.path("key"), contents: Data("k".utf8), attributes: [.posixPermissions: 0o600]))
    #expect(try await cache.key().value == "k")
    try FileManager.default.removeItem(atPath: folder.path("key"))
    #expect(try await cache.key().value == "k")
  }
}
