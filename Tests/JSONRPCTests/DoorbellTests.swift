import Foundation
import Testing

@testable import JSONRPC

@Test func `a bell is heard beside input, once, and never holds up who rings`() {
  let bell = Doorbell()
  let (reading, writing) = Output.pipe.open()
  #expect(bell.wait(with: reading, timeout: 0) == .timeout)
  #expect(bell.wait(with: -1, timeout: 0) == .timeout)
  #expect(write(writing, "x", 1) == 1)
  #expect(bell.wait(with: reading, timeout: -1) == .input)
  #expect(bell.wait(with: -1, timeout: 0) == .timeout)
  // More than a pipe holds.
  for _ in 0..<100_000 { bell.ring() }
  var rings = 0
  while bell.wait(with: reading, timeout: -1) == .rung { rings += 1 }
  #expect(1...100_000 ~= rings)
  close(writing)
  #expect(bell.wait(with: reading, timeout: -1) == .input)
}
