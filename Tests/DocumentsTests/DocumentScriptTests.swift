import Documents
import Notes
import Testing

/// Random scripts, applied here and to `ReferenceText`. Texts are compared as bytes: `==` on strings calls texts equal
/// that differ in their normalization.
struct DocumentScriptTests {
  @Test(arguments: [PositionEncoding.utf8, .utf16, .utf32], 0..<8)
  func `a random script gives the reference's text, positions and offsets`(encoding: PositionEncoding, seed: Int) {
    var random = SeededGenerator(seed: seed)
    let start = random.text() + random.text()
    var document = Document(text: start, version: 0, encoding: encoding)
    var reference = ReferenceText(start, encoding)
    for step in 0..<50 {
      let range = random.range(in: reference)
      let before = Array(reference.text.utf8)
      #expect(Array(document.text(in: range).utf8) == Array(reference.text(in: range).utf8))

      let text = random.text()
      let edit = document.replace(range, with: text)
      reference.replace(range, with: text)
      let after = Array(reference.text.utf8)
      #expect(Array(document.text.utf8) == after, "seed \(seed), step \(step)")
      #expect(document.byteCount == after.count)
      #expect(before.count - edit.removed + edit.inserted == after.count)
      #expect(before[..<edit.start] == after[..<edit.start])
      #expect(before[(edit.start + edit.removed)...] == after[(edit.start + edit.inserted)...])

      for _ in 0..<5 {
        let position = random.position(in: reference)
        #expect(document.offset(of: position) == reference.offset(of: position), "\(position), seed \(seed)")
        let offset = Int.random(in: -2...after.count + 2, using: &random)
        #expect(document.position(of: offset) == reference.position(of: offset), "\(offset), seed \(seed)")
      }
    }
  }

  @Test(arguments: 0..<4)
  func `a snapshot keeps its text while later edits change the document`(seed: Int) {
    var random = SeededGenerator(seed: seed)
    var document = Document(text: random.text(), version: 0, encoding: .utf16)
    var reference = ReferenceText(document.text, .utf16)
    var snapshots: [(document: Document, text: String)] = []
    for step in 0..<40 {
      snapshots.append((document, reference.text))
      let range = random.range(in: reference)
      let text = random.text()
      document.replace(range, with: text)
      document.version = step + 1
      reference.replace(range, with: text)
    }
    for (version, snapshot) in snapshots.enumerated() {
      #expect(Array(snapshot.document.text.utf8) == Array(snapshot.text.utf8))
      #expect(snapshot.document.version == version)
    }
  }
}

extension SeededGenerator {
  /// A place in the text or a little out of it.
  mutating func position(in text: ReferenceText) -> TextPosition {
    if Int.random(in: 0..<40, using: &self) == 0 { return extremes.randomElement(using: &self) ?? extremes[0] }
    let lines = text.lines
    let line = Int.random(in: -1...lines.count, using: &self)
    let length = lines.indices.contains(line) ? lines[line].count * 2 : 4
    return TextPosition(line: line, character: Int.random(in: -1...length + 2, using: &self))
  }

  /// Two places, in any order: mostly near each other, lest a script keep its text short.
  mutating func range(in text: ReferenceText) -> TextRange? {
    if Int.random(in: 0..<40, using: &self) == 0 { return nil }
    let start = position(in: text)
    var end = start
    switch Int.random(in: 0..<10, using: &self) {
    case 0: end = position(in: text)
    case 1...3: end.line += start.line < Int.max ? 1 : 0
    case 4...6: end.character -= start.character > Int.min ? Int.random(in: 0...3, using: &self) : 0
    default: break
    }
    return TextRange(start: start, end: end)
  }

  private var extremes: [TextPosition] {
    let numbers = [Int.min, -1, 0, Int.max]
    return numbers.flatMap { line in numbers.map { TextPosition(line: line, character: $0) } }
  }
}
