import Foundation
import Synchronization

/// A program beside the one under test, whose output is read line by line; it is ended when this goes away.
final class Helper: Sendable {
  private let child: ChildProcess
  private let waiting = Mutex<[UInt8]>([])

  /// `words` begin with a name that is looked for on `PATH`. Throws when it cannot be started.
  init(_ words: [String]) throws {
    child = try ChildProcess("/usr/bin/env", words, environment: Program.environment)
  }

  deinit {
    kill(child.id, SIGKILL)
    var status: Int32 = 0
    waitpid(child.id, &status, 0)
    for descriptor in [child.input, child.output, child.errors] { close(descriptor) }
  }

  /// Whether there is a program of this name that can say its version.
  static func exists(_ name: String) -> Bool {
    do { return try Helper([name, "--version"]).readLine() != nil } catch { return false }
  }

  /// The next line of output, without its end; nil when there is no more. Waits for it.
  func readLine() -> String? {
    waiting.withLock { bytes in
      while true {
        if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
          defer { bytes.removeFirst(end + 1) }
          return String(decoding: bytes[..<end], as: UTF8.self)
        }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(child.output, &buffer, buffer.count)
        guard count > 0 else { return nil }
        bytes += buffer[..<count]
      }
    }
  }
}
