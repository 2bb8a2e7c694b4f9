import Foundation

/// A program whose output is read line by line; it is ended when this goes away.
final class ChildProcess: Sendable {
  private let process = Process()
  private let output = Pipe()

  init(_ arguments: [String], in folder: URL = FileManager.default.temporaryDirectory) throws {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  deinit { process.terminate() }

  /// The next line of output, without its end; nil when there is no more.
  func readLine() -> String? {
    var line: [UInt8] = []
    while true {
      let byte = output.fileHandleForReading.readData(ofLength: 1)
      guard let byte = byte.first else { return line.isEmpty ? nil : String(decoding: line, as: UTF8.self) }
      if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
      line.append(byte)
    }
  }
}
