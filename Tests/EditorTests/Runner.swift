import Foundation
import Testing

/// A `run-…` of this folder, which replays the scenarios in one editor.
struct Runner: CustomTestStringConvertible, CustomStringConvertible, Sendable {
  struct Outcome {
    let status: Int32
    let report: String

    var isEditorMissing: Bool { status == 77 }
  }

  let url: URL

  var description: String { url.lastPathComponent }
  var testDescription: String { description }

  /// In continuous integration a missing editor is a failure.
  static let mayNotSkip = ProcessInfo.processInfo.environment["CI"] == "true"

  static func all() throws -> [Runner] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.lastPathComponent.hasPrefix("run-") }
      .sorted { $0.path < $1.path }
      .map(Runner.init)
  }

  func run() throws -> Outcome {
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
