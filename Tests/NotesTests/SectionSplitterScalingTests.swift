import Notes
import Testing

/// Twice the note takes less than three times the time: no line is looked at again and again.
struct SectionSplitterScalingTests {
  @Test(
    arguments: [
      ("x", 1), ("x", 1 << 20), (" ", 1), ("#", 1), ("Plan", 1), ("Subjective: x\n", 1), ("**Plan**   ", 1),
      ("# Plan     \n", 1), ("\r\n", 1),
    ])
  func `time grows with the note alone`(unit: String, chunk: Int) {
    let small = String(repeating: unit, count: 30_000 / unit.utf8.count)
    let large = String(repeating: unit, count: 60_000 / unit.utf8.count)
    // Other programs share the machine: the best of a few rounds counts.
    let isLinear = (1...8).contains { _ in time(large, chunk) < time(small, chunk) * 3 }
    #expect(isLinear)
  }

  private func time(_ note: String, _ chunkSize: Int) -> Duration {
    let bytes = Array(note.utf8)
    let chunks = stride(from: 0, to: bytes.count, by: chunkSize).map {
      bytes[$0..<min($0 + chunkSize, bytes.count)]
    }
    var splitter = SectionSplitter()
    var count = 0
    return ContinuousClock().measure {
      for chunk in chunks { splitter.append(chunk.span) { _ in count += 1 } }
      splitter.finish { _ in count += 1 }
    }
  }
}
