import Foundation
import Testing

/// The `soapnote-sandbox` that was built with these tests, running.
final class BuiltSandbox {
  /// The program stands beside the tests.
  static let url = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("soapnote-sandbox")

  let process = Process()
  let input = Pipe()
  let line: String

  /// It ends with these tests, unless `endsWithInput` is false.
  init(_ arguments: [String] = [], endsWithInput: Bool = true) throws {
    let output = Pipe()
    process.executableURL = Self.url
    process.arguments = arguments + (endsWithInput ? ["--exit-with-stdin"] : [])
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var line: [UInt8] = []
    while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 10 { line.append(byte) }
    self.line = String(decoding: line, as: UTF8.self)
  }

  deinit { if process.isRunning { process.terminate() } }

  var baseURL: String { String(line.drop { $0 != "h" }) }

  var port: UInt16 { baseURL.split(separator: ":").last.flatMap { UInt16($0) } ?? 0 }

  /// Runs a program to its end, on a thread that other tests do not need meanwhile.
  static func run(
    _ arguments: [String], of executable: URL = url, input: String = "", environment: [String: String]? = nil
  ) async throws -> Outcome {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(
          with: Result { try runBlocking(arguments, of: executable, input: input, environment: environment) })
      }
    }
  }

  struct Outcome {
    let output: [UInt8]
    let error: String
    let status: Int32
  }

  private static func runBlocking(
    _ arguments: [String], of executable: URL, input: String, environment: [String: String]?
  ) throws -> Outcome {
    let process = Process()
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    process.executableURL = executable
    process.arguments = arguments
    if let environment { process.environment = environment }
    (process.standardInput, process.standardOutput, process.standardError) = (stdin, stdout, stderr)
    signal(SIGPIPE, SIG_IGN)
    try process.run()
    // A program that ends before it has read its input says why by itself.
    do { try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8)) } catch {}
    try stdin.fileHandleForWriting.close()
    let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
    let error = try stderr.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Outcome(
      output: Array(output), error: String(decoding: error, as: UTF8.self), status: process.terminationStatus)
  }
}
