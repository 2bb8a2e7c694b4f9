import Foundation
import Testing

/// A `run-…` of this folder, which replays the scenarios in one editor, of the folder `ClientTests`, which tries the server
/// with a client that others wrote, or of `ScriptedTests`, which tries the scripts of `editors/scripted`.
struct Runner: CustomTestStringConvertible, CustomStringConvertible, Sendable {
  struct Outcome {
    let status: Int32
    let report: String

    var isEditorMissing: Bool { status == 77 }
  }

  let url: URL

  /// Such as `EditorTests/run-vim`.
  var description: String { url.pathComponents.suffix(2).joined(separator: "/") }
  var testDescription: String { description }

  /// In continuous integration a missing editor is a failure.
  static let mayNotSkip = ProcessInfo.processInfo.environment["CI"] == "true"

  /// None where `SOAPNOTE_EDITORS` is `apart`: then they are run by themselves, as `.ci/run` does, so that the keys that
  /// they time are not held up by other tests.
  static func all() throws -> [Runner] {
    guard ProcessInfo.processInfo.environment["SOAPNOTE_EDITORS"] != "apart" else { return [] }
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return try ["EditorTests", "ClientTests", "ScriptedTests"].flatMap { folder in
      try FileManager.default.contentsOfDirectory(at: tests.appending(path: folder), includingPropertiesForKeys: nil)
    }
    .filter { $0.lastPathComponent.hasPrefix("run-") }
    .sorted { $0.path < $1.path }
    .map(Runner.init)
  }

  /// Runs it to its end on a thread of its own: other tests need those of the pool meanwhile.
  func run() async throws -> Outcome {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try runBlocking() }) }
    }
  }

  private func runBlocking() throws -> Outcome {
    let process = Process()
    let output = Pipe()
    process.executableURL = url
    process.arguments = [
      "--server", Self.products.appending(path: "soapnote-lsp").path,
      "--sandbox", Self.products.appending(path: "soapnote-sandbox").path,
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let report = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Outcome(status: process.terminationStatus, report: String(decoding: report, as: UTF8.self))
  }

  /// Where the programs stand that were built with these tests: beside them, or around their bundle.
  private static let products: URL = {
    var place = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    repeat { place.deleteLastPathComponent() } while place.path.contains(".xctest")
    return place
  }()
}
