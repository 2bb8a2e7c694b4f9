import Documents
import Notes
import Testing

struct BlockPlaceTests {
  /// `|` is the place that the block goes below.
  @Test(arguments: [
    ("a|b\ncd\n", "ab\n\nN\nM\n\ncd\n"),
    ("ab|\n\ncd", "ab\n\nN\nM\n\ncd"),
    ("ab\nc|d\n", "ab\ncd\n\nN\nM\n"),
    ("ab\nc|d", "ab\ncd\n\nN\nM"),
    ("ab\r\nc|d\r\nef", "ab\r\ncd\r\n\r\nN\r\nM\r\n\r\nef"),
    ("ab\r\nc|d", "ab\r\ncd\r\n\r\nN\r\nM"),
    ("a|b\rcd", "ab\r\rN\rM\r\rcd"),
    ("|", "N\nM"),
    ("ab\n|", "ab\n\nN\nM\n"),
    ("ab\n  |", "ab\n  \nN\nM"),
    ("|\nab", "\nN\nM\n\nab"),
    ("é𝕏|\r\n \t\r\nb", "é𝕏\r\n\r\nN\r\nM\r\n \t\r\nb"),
  ])
  func `a block stands between blank lines, in the document's line ends`(before: String, after: String) throws {
    let place = try #require(before.utf8.firstIndex(of: UInt8(ascii: "|")))
    let text = before.replacing("|", with: "")
    var document = Document(text: text, version: 1, encoding: .utf16)
    let block = BlockPlace(below: before.utf8.distance(from: before.startIndex, to: place), in: document)
    let point = document.position(of: block.offset)
    document.replace(TextRange(start: point, end: point), with: block.text(for: "\n \nN\r\nM\n\n"))
    #expect(Array(document.text.utf8) == Array(after.utf8))
  }

  /// A client tells of an edit as of the bytes of `range`; where is the place that was at `|`?
  @Test(arguments: [
    ("one two| three", 0..<3, "1", "1 two| three"),
    ("one two| three", 8..<13, "3", "one two| 3"),
    ("one two| three", 0..<13, "ONE two THREE", "ONE two| THREE"),
    ("one two| three", 0..<13, "and one two, three", "and one two|, three"),
    ("one two| three", 0..<13, "new one two\nand more three", "new one two|\nand more three"),
    ("one two| three", 2..<11, "xyz", "onxyz|ee"),
  ])
  func `a place follows edits, also those told together`(
    before: String, range: Range<Int>, new: String, after: String
  ) throws {
    let place = before.utf8.count - before.split(separator: "|")[1].utf8.count - 1
    let old = Document(text: before.replacing("|", with: ""), version: 1, encoding: .utf8)
    var document = old
    let edit = document.replace(
      TextRange(
        start: TextPosition(line: 0, character: range.lowerBound),
        end: TextPosition(line: 0, character: range.upperBound)), with: new)
    let offset = old.follow(place, edit, to: document, side: .after)
    var marked = Array(document.text.utf8)
    marked.insert(UInt8(ascii: "|"), at: offset)
    #expect(String(decoding: marked, as: UTF8.self) == after)
  }
}
