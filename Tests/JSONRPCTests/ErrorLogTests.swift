import Foundation
import Synchronization
import Testing

@testable import JSONRPC

/// A clock that is set by hand.
private final class HandClock: Sendable {
  private let offset = Mutex(Duration.zero)
  private let start = ContinuousClock.now

  var now: ContinuousClock.Instant { start + offset.withLock { $0 } }
  func pass(_ duration: Duration) { offset.withLock { $0 += duration } }
}

private func lines(_ descriptor: Int32) -> [String] {
  var bytes = [UInt8](repeating: 0, count: 1 << 16)
  let count = read(descriptor, &bytes, bytes.count)
  return String(decoding: bytes[..<max(0, count)], as: UTF8.self).split(separator: "\n").map(String.init)
}

@Test func `a log line is one line, and not too long`() {
  let (reading, writing) = Output.pipe.open()
  let log = ErrorLog(descriptor: writing)
  log.line("a\nb\u{1B}[31mc\r")
  log.line(String(repeating: "é", count: 10_000))
  let found = lines(reading)
  #expect(found.first == "a b [31mc ")
  #expect(found.count == 2)
  #expect(found[1].utf8.count <= 500)
}

@Test(arguments: Output.allCases)
func `a log that nobody reads keeps nobody waiting`(output: Output) {
  let (reading, writing) = output.open()
  let clock = HandClock()
  let log = ErrorLog(OutputDescriptor(writing, reopens: output != .pipeThatBlocks)) { clock.now }
  for _ in 0..<5000 {
    log.line(String(repeating: "x", count: 400))
    clock.pass(.seconds(1))
  }
  let kept = lines(reading).count
  #expect(kept > 10)
  log.line("next")
  let last = lines(reading).last
  #expect(last?.hasPrefix("next (") == true || last?.hasPrefix("xxx") == true)
}

@Test func `lines that come too thick are dropped and counted`() {
  let (reading, writing) = Output.pipe.open()
  let clock = HandClock()
  let log = ErrorLog(OutputDescriptor(writing)) { clock.now }
  for index in 0..<1000 { log.line("\(index)") }
  #expect(lines(reading).count == 100)
  clock.pass(.seconds(1))
  for index in 0..<100 { log.line("\(index)") }
  let found = lines(reading)
  #expect(found.count == 20)
  #expect(found[0] == "0 (900 lines before this were dropped)")
  #expect(found[1] == "1")
}
