import Documents
import Notes
import Testing

struct DocumentTests {
  typealias Place = (line: Int, character: Int)

  @Test(
    arguments: [
      // Clamped: past the line's end, past the last line, before the first.
      ("ab\ncd", (0, 9), (0, 9), "X", "abX\ncd"),
      ("ab\ncd", (7, 0), (9, 9), "X", "ab\ncdX"),
      ("ab\ncd", (-1, 5), (-7, -1), "X", "Xab\ncd"),
      ("ab\ncd", (1, -3), (1, -1), "X", "ab\nXcd"),
      ("ab\ncd", (Int.max, Int.max), (Int.min, Int.min), "X", "X"),
      // Reversed.
      ("abcd", (0, 3), (0, 1), "X", "aXd"),
      ("a\nb\nc", (2, 0), (1, 0), "", "a\nc"),
      // Inside a surrogate pair: its start.
      ("a🩺b", (0, 2), (0, 2), "X", "aX🩺b"),
      ("a🩺b", (0, 2), (0, 3), "X", "aXb"),
      ("a🩺b", (0, 1), (0, 2), "X", "aX🩺b"),
      // Every line end; the character past one is not within reach.
      ("a\r\nb\rc\nd", (0, 2), (0, 2), "X", "aX\r\nb\rc\nd"),
      ("a\r\nb\rc\nd", (1, 1), (2, 0), "", "a\r\nbc\nd"),
      ("a\r\nb\rc\nd", (3, 0), (3, 1), "X", "a\r\nb\rc\nX"),
      // A CRLF that an edit makes, breaks or halves.
      ("a\r\nb", (0, 1), (1, 0), "\r", "a\rb"),
      ("a\rb", (1, 0), (1, 0), "\n", "a\r\nb"),
      ("a\nb", (0, 1), (0, 1), "\r", "a\r\nb"),
      ("", (0, 0), (0, 0), "\r\n", "\r\n"),
      ("a\r\n", (1, 0), (1, 0), "X", "a\r\nX"),
      ("", (0, 0), (5, 5), "", ""),
    ] as [(String, Place, Place, String, String)])
  func `an edit lands where the client means it`(
    before: String, start: Place, end: Place, text: String, after: String
  ) {
    var document = Document(text: before, version: 1, encoding: .utf16)
    let range = TextRange(
      start: TextPosition(line: start.line, character: start.character),
      end: TextPosition(line: end.line, character: end.character))
    document.replace(range, with: text)
    #expect(Array(document.text.utf8) == Array(after.utf8))
  }

  @Test func `a carriage return and a line feed that edits bring together end one line`() {
    var document = Document(text: "a\rb\nc", version: 1, encoding: .utf16)
    let b = TextRange(start: TextPosition(line: 1, character: 0), end: TextPosition(line: 1, character: 1))
    #expect(document.position(of: document.byteCount) == TextPosition(line: 2, character: 1))
    document.replace(b, with: "")
    #expect(document.position(of: document.byteCount) == TextPosition(line: 1, character: 1))
    document.replace(TextRange(start: b.start, end: b.start), with: "\n")
    #expect(document.position(of: document.byteCount) == TextPosition(line: 2, character: 1))
  }

  @Test(arguments: [(PositionEncoding.utf8, 10), (.utf16, 5), (.utf32, 4)])
  func `characters count in units of the encoding`(encoding: PositionEncoding, character: Int) {
    let document = Document(text: "\né語🩺x", version: 1, encoding: encoding)
    let end = TextPosition(line: 1, character: character)
    #expect(document.position(of: document.byteCount) == end)
    #expect(document.offset(of: end) == document.byteCount)
  }

  @Test func `neither descriptions nor dumps show the text`() {
    let document = Document(text: "canary", version: 1, encoding: .utf16)
    var dumped = ""
    dump(document, to: &dumped)
    #expect(!"\(document) \(String(reflecting: document)) \(dumped)".contains("canary"))
  }
}
