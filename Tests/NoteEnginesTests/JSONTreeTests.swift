import JSONRPC
import Testing

@testable import NoteEngines

@Suite
struct JSONTreeTests {
  /// What is passed on is read once more: an answer that was taken for JSON may not prove to be none then.
  @Test(arguments: [
    "{}", "[]", " { \"a\" : [ 1 , -0.5e+3, true , false, null ] } ", #""a\"\\\/\b\f\n\r\t\u00e9\ud835\udd4f""#,
    "\u{FEFF}{}",
    #"{"a":1,"a":2}"#, #""\ud835""#, #""\udd4fx""#, "7", "18446744073709551616", "\"\u{7F}\"", "\"𝕏\"",
    "{\"a\":\n1}\r\n",
    "", " ", "{", "[1", "{\"a\"", "{\"a\":", "{\"a\":1,}", "[1,]", "[,]", "{,}", "{a:1}", "01", "1.", ".5", "-", "+1",
    "1e", "1e999",
    "nul", "truex", "\"a", "\"\t\"", "\"\u{0}\"", #""\q""#, #""\u12""#, "1 2", "{} x", "{}\u{0}", "{\"a\" 1}", "[1 2]",
    "NaN",
    "'a'", "/**/1", "\u{FEFF}\u{FEFF}1", "{1:2}", "\u{A0}1", "{\"a\":{\"b\":[{}]}}", "[[[[1]]]]",
  ])
  func `it is JSON here where it is JSON there`(text: String) {
    #expect((JSONTree(Array(text.utf8)) != nil) == Self.isValue(Array(text.utf8)))
  }

  @Test(arguments: [
    [0x22, 0xFF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xC3, 0x22], [0xFF, 0xFE, 0x7B, 0, 0x7D, 0],
  ])
  func `what is no UTF-8 is no JSON`(bytes: [UInt8]) {
    #expect(JSONTree(bytes) == nil)
    #expect(!Self.isValue(bytes))
  }

  @Test(arguments: [("[", "]"), (#"{"a":"#, "}")])
  func `nesting without end is refused, not a crash`(opening: String, closing: String) {
    for depth in [1, 100, 300, 100_000] {
      let text = String(repeating: opening, count: depth) + "1" + String(repeating: closing, count: depth)
      let isRead = JSONTree(Array(text.utf8)) != nil
      #expect(isRead == (depth <= 100))
      if isRead { #expect(Self.isValue(Array(text.utf8))) }
    }
  }

  private static func isValue(_ text: [UInt8]) -> Bool {
    do throws(ResponseError) {
      _ = try JSONValue(parsing: text)
      return true
    } catch {
      return false
    }
  }
}
