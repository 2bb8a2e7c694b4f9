import Documents
import Notes
import Testing

/// The cost of a keystroke hardly grows with the document, wherever it lands and however long the lines.
struct DocumentScalingTests {
  static let fiveMegabytes = 5 << 20

  @Test(arguments: ["Patient reports a cough 🩺.\r\n", "é", "\n"], [0.0, 0.5, 1.0])
  func `a keystroke in 64 times the text takes less than three times the time`(unit: String, place: Double) {
    let small = document(of: unit, byteCount: Self.fiveMegabytes / 64)
    let large = document(of: unit, byteCount: Self.fiveMegabytes)
    // Other programs share the machine: the best of a few rounds counts.
    let isFlat = (1...8).contains { _ in timeOfTyping(in: large, at: place) < timeOfTyping(in: small, at: place) * 3 }
    #expect(isFlat)
  }

  @Test(arguments: ["Patient reports a cough 🩺.\r\n", "é", "\n"])
  func `opening twice the text takes less than three times the time`(unit: String) {
    let small = String(repeating: unit, count: 300_000 / unit.utf8.count)
    let large = small + small
    let isLinear = (1...8).contains { _ in time { open(large) } < time { open(small) } * 3 }
    #expect(isLinear)
  }

  @Test func `edits all over five megabytes leave the right text, as quick to edit as it was`() {
    var document = document(of: "Patient reports a cough 🩺.\r\n", byteCount: Self.fiveMegabytes)
    var reference = Array(document.text.utf8)
    var random = SeededGenerator(seed: 7)
    let times = (0..<40).map { _ in
      var total = Duration.zero
      for _ in 0..<40 {
        let start = document.position(of: Int.random(in: 0...document.byteCount, using: &random))
        let end = TextPosition(line: start.line, character: start.character + Int.random(in: 0...2, using: &random))
        let bytes = document.offset(of: start)..<document.offset(of: end)
        let text = Bool.random(using: &random) ? "語x" : ""
        total += time { document.replace(TextRange(start: start, end: end), with: text) }
        reference.replaceSubrange(bytes, with: text.utf8)
      }
      return total
    }
    #expect(Array(document.text.utf8) == reference)
    // The best of the first and of the last rounds, since other programs share the machine.
    #expect(times.suffix(10).min() ?? .zero < (times.prefix(10).min() ?? .zero) * 3)
  }

  private func timeOfTyping(in document: Document, at place: Double) -> Duration {
    var document = document
    let start = document.position(of: Int(Double(document.byteCount) * place))
    return time {
      for key in 0..<100 {
        let position = TextPosition(line: start.line, character: start.character + key)
        document.replace(TextRange(start: position, end: position), with: "x")
      }
    }
  }

  private func open(_ text: String) { _ = Document(text: text, version: 0, encoding: .utf16) }

  private func document(of unit: String, byteCount: Int) -> Document {
    Document(text: String(repeating: unit, count: byteCount / unit.utf8.count), version: 0, encoding: .utf16)
  }

  private func time(_ work: () -> Void) -> Duration { ContinuousClock().measure(work) }
}
