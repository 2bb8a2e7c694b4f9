import Documents
import Notes
import Testing

struct ArrivalTests {
  private static let note = "\nSubjective:\nMy head hurts.\n\nPlan:\nRest. Not documented.\nNot documented.\n"
  private static let visit = "Patient: My head hurts.\nRest. Not documented.\nthe end\n"

  /// Applies edits of bytes to a document as a client tells of them.
  private func follow(_ edits: [(Range<Int>, String)], in document: inout Document, _ arrival: inout Arrival) {
    for (range, text) in edits {
      let range = TextRange(
        start: document.position(of: range.lowerBound), end: document.position(of: range.upperBound))
      arrival.record(document.replace(range, with: text), count: document.byteCount)
    }
  }

  @Test(
    arguments: [
      ("as it was sent", [(24..<24, note)], true),
      ("not at all", [], false),
      ("with other line ends", [(24..<24, note.replacing("\n", with: "\r\n"))], true),
      ("as a computed difference", [(22..<22, String(".\n" + note.dropLast(2)))], true),
      ("elsewhere, taken out of date", [(0..<0, note)], true),
      ("with the user's key in it", [(24..<24, note), (45..<45, "x")], true),
      ("and most of it deleted again", [(24..<24, note), (30..<90, "")], false),
      ("twice, once by the user's paste", [(24..<24, note), (24..<24, note)], true),
      ("among the user's own edits", [(0..<3, "x"), (22..<22, note), (2..<4, "yy")], true),
      ("only the user's edits", [(0..<3, "x"), (20..<22, "Subjective: Plan: Rest.")], false),
      ("the user moves a line that the note has too", [(24..<46, ""), (0..<0, "Rest. Not documented.\n")], false),
    ] as [(String, [(Range<Int>, String)], Bool)])
  func `an insertion is seen in what the client tells, or not`(
    _ what: String, edits: [(Range<Int>, String)], isSeen: Bool
  ) {
    var document = Document(text: Self.visit, version: 1, encoding: .utf16)
    var arrival = Arrival(of: Self.note, into: document)
    follow(edits, in: &document, &arrival)
    #expect(arrival.isSeen(in: document) == isSeen)
  }

  @Test func `a copy that was there before does not count`() {
    var document = Document(text: Self.visit + Self.note + "more\n", version: 1, encoding: .utf16)
    var arrival = Arrival(of: Self.note, into: document)
    arrival.record(document.replace(nil, with: "x" + document.text), count: document.byteCount)
    #expect(!arrival.isSeen(in: document))
    arrival.record(document.replace(nil, with: Self.visit + Self.note + Self.note), count: document.byteCount)
    #expect(arrival.isSeen(in: document))
  }

  @Test func `what the client undid is told from what it never did`() {
    var document = Document(text: Self.visit, version: 1, encoding: .utf16)
    var arrival = Arrival(of: Self.note, into: document)
    follow([(24..<24, Self.note)], in: &document, &arrival)
    #expect(!arrival.isUndone(in: document))
    follow([(24..<24 + Self.note.utf8.count, "")], in: &document, &arrival)
    #expect(arrival.isUndone(in: document))
    follow([(3..<4, "x")], in: &document, &arrival)
    #expect(!arrival.isUndone(in: document))
  }

  @Test func `the end of the copy nearest to its place is found`() {
    var document = Document(text: Self.note + Self.visit, version: 1, encoding: .utf16)
    var arrival = Arrival(of: Self.note, into: document)
    let place = Self.note.utf8.count + 24
    follow([(place..<place, Self.note), (0..<0, "12345")], in: &document, &arrival)
    let note = place + 6..<place + 5 + Self.note.utf8.count - 1
    #expect(arrival.place(in: document, near: place) == note)
    follow([(0..<place + 8, "")], in: &document, &arrival)
    #expect(arrival.place(in: document, near: place) == nil)
  }

  @Test(arguments: ["x", "\n", "", "é", "Plan:"])
  func `a short text is seen too, and no text never`(text: String) {
    var document = Document(text: "one\ntwo\n", version: 1, encoding: .utf16)
    var arrival = Arrival(of: text, into: document)
    follow([(4..<4, text)], in: &document, &arrival)
    #expect(arrival.isSeen(in: document) == text.contains { !$0.isWhitespace })
  }
}
