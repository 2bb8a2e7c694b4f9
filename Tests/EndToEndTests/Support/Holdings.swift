import Foundation
import Testing

/// What a process holds on to.
struct Holdings {
  var memory: Int
  var descriptors: Int
  var threads: Int

  init(_ server: ServerProcess) throws {
    let folder = "/proc/\(server.processID)"
    let status = try String(contentsOfFile: "\(folder)/status", encoding: .utf8)
    // What is resident, in bytes.
    memory = try #require(status.firstMatch(of: #/VmRSS:\s+([0-9]+) kB/#).flatMap { Int($0.1) }) * 1024
    descriptors = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/fd").count
    threads = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/task").count
  }
}
