import ServerSentEvents
import Testing

/// Twice the input takes less than three times the time: nothing is looked at again and again.
struct EventParserScalingTests {
  @Test(
    arguments: [
      ("data: ", "x", 1), ("", "data: x\n", 1), ("", "data: x\n\n", 1), (": ", "x", 7), ("", "\r\n", 1),
      ("", "data: {\"content\":\"word \"}\n\n", 1 << 20),
    ])
  func `time grows with the input alone`(start: String, unit: String, chunk: Int) {
    let small = [start, String(repeating: unit, count: 60_000 / unit.utf8.count)].joined()
    let large = [start, String(repeating: unit, count: 120_000 / unit.utf8.count)].joined()
    // Other programs share the machine: the best of a few rounds counts.
    let isLinear = (1...8).contains { _ in time(large, chunk) < time(small, chunk) * 3 }
    #expect(isLinear)
  }

  private func time(_ wire: String, _ chunkSize: Int) -> Duration {
    let bytes = Array(wire.utf8)
    let chunks = stride(from: 0, to: bytes.count, by: chunkSize).map {
      bytes[$0..<min($0 + chunkSize, bytes.count)]
    }
    var parser = EventParser(limit: .max)
    var events = 0
    return ContinuousClock().measure {
      do throws(EventStreamError) {
        for chunk in chunks {
          try parser.append(chunk.span) { _, _ in
            events += 1
            return .more
          }
        }
      } catch {
        Issue.record(error)
      }
    }
  }
}
