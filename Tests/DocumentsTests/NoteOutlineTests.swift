import Documents
import Notes
import Testing

struct NoteOutlineTests {
  /// Texts whose parts stand in « », a `|` after each heading, and the sections of each note.
  @Test(
    arguments: [
      ("", ""), ("Patient: I have a cough.\n", ""), ("«Plan:|»", "P"), ("«Plan:|»  \n\n\t", "P"),
      ("Talk.\n«Subjective:|\nCough.»\n\n«Objective:| Clear.»\n«ASSESSMENT|\nCold.»\n\n\n«**Plan**|\nRest.»\n", "SOAP"),
      ("«# Subjective|\r\né 🩺»\r\n\r\n«## Objective ##|\r\nx»\r\n«A/P:| y»", "SOA"),
      ("«Subjective|\r\rx»\r«Plan:|\ry»\r", "SP"),
      // A note begins at each Subjective; parts of a section may repeat.
      ("«Subjective:| a»\n«Plan:| b»\n\n«Subjective:| c»\n«Plan:| d»", "SP SP"),
      ("«Subjective:| a»\n«Assessment:| b»\n«Plan:| c»\n«Assessment:| d»\n«Plan:| e»", "SAPAP"),
      ("«Plan:| b»\n«Subjective:| c»", "P S"),
      // Letters, in their order only; the next note's S after an assessment or plan, however that was written.
      ("«S:| a»\n«O:| b\nP: 72»\n«A:| c»\n«P:| d\nA: e»\n«S:| f»\n«O:| g»", "SOAP SO"),
      ("«S:| a»\n«A/P:| b\nP: 72»\n«S:| c»\n«O:| d»", "SA SO"),
      ("«Subjective:| a\nS: b»\n«Objective:| c\nS: d»\n«Plan:| e»\n«S:| f»\n«O:| g\nS: h»", "SOP SO"),
      ("P: 72\nO: x\n«S:| x\nS: y\nP: 72»\n«O:|»", "SO"),
    ])
  func `notes and their parts are found`(marked: String, sections: String) {
    var expected: [(heading: Range<Int>, range: Range<Int>)] = []
    var text: [UInt8] = []
    for part in marked.split(separator: /[«»]/, omittingEmptySubsequences: false).enumerated() {
      let pieces = part.element.split(separator: "|", omittingEmptySubsequences: false)
      let start = text.count
      for piece in pieces { text += piece.utf8 }
      if pieces.count == 2 { expected.append((start..<start + pieces[0].utf8.count, start..<text.count)) }
    }
    let document = Document(text: String(decoding: text, as: UTF8.self), version: 1, encoding: .utf16)
    let notes = NoteOutline(of: document).notes
    #expect(notes.map { String($0.compactMap(\.section.heading.first)) }.joined(separator: " ") == sections)
    #expect(notes.joined().map(\.heading) == expected.map(\.heading))
    #expect(notes.joined().map(\.range) == expected.map(\.range))
  }

  @Test func `a heading is found wherever the leaves of the text meet`() {
    for length in 2030...2060 {
      let document = Document(
        text: String(repeating: "x", count: length) + "\n**Objective:** clear" + String(repeating: " \n", count: 2000),
        version: 1, encoding: .utf8)
      let parts = NoteOutline(of: document).notes.joined()
      #expect(parts.map(\.heading) == [length + 1..<length + 15])
      #expect(parts.map(\.range) == [length + 1..<length + 21])
    }
  }

  @Test func `parts past the limit are left out`() {
    let count = NoteOutline.limit + 7
    let document = Document(text: String(repeating: "Plan: x\n", count: count), version: 1, encoding: .utf8)
    let parts = NoteOutline(of: document).notes.joined()
    #expect(parts.count == NoteOutline.limit)
    #expect(parts.last.map { $0.range.count } == 7)
  }

  @Test(arguments: ["Patient reports a cough.\n", "Plan: x\n", "Plan:\n", " ", "S: a\nO: b\nA: c\nP: d\n"])
  func `five megabytes take less than three times the time of half of them`(unit: String) {
    let large = document(of: unit, byteCount: 5 << 20)
    let half = document(of: unit, byteCount: 5 << 19)
    // Other programs share the machine: the best of a few rounds counts.
    let isLinear = (1...8).contains { _ in time(large) < time(half) * 3 }
    #expect(isLinear)
  }

  private func time(_ document: Document) -> Duration {
    ContinuousClock().measure { _ = NoteOutline(of: document) }
  }

  private func document(of unit: String, byteCount: Int) -> Document {
    Document(text: String(repeating: unit, count: byteCount / unit.utf8.count), version: 0, encoding: .utf16)
  }
}
