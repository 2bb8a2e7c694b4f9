import Foundation
import JSONRPC
import Testing

private func parse(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }

@Test(
  arguments: [
    ("null", .null), ("true", .bool(true)), (" false\n", .bool(false)),
    ("0", .integer(0)), ("-0", .integer(0)), ("-1", .integer(-1)), ("1.0", .integer(1)), ("1e3", .integer(1000)),
    ("9007199254740993", .integer(9_007_199_254_740_993)),
    ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
    ("9223372036854775808", .unsigned(9_223_372_036_854_775_808)), ("18446744073709551615", .unsigned(.max)),
    ("18446744073709551616", .double(18_446_744_073_709_551_616)),
    ("1.5", .double(1.5)), ("-2.5E-1", .double(-0.25)), ("1E+2", .integer(100)), ("1e-400", .integer(0)),
    (#""""#, .string("")), (#""a""#, .string("a")), (#""é😀""#, .string("é😀")),
    (#""\"\\\/\b\f\n\r\t""#, .string("\"\\/\u{8}\u{c}\n\r\t")), (#""\u00e9\u0000""#, .string("é\u{0}")),
    (#""\ud83d\ude00""#, .string("😀")), (#""x\uD83Dy""#, .string("x\u{FFFD}y")), (#""\ude00""#, .string("\u{FFFD}")),
    (#""\ud83d\ud83d\ude00""#, .string("\u{FFFD}😀")), (#""\ud83d\n""#, .string("\u{FFFD}\n")),
    ("[]", .array([])), ("[ ]", .array([])), ("[1, [2] ,\t\"3\"]", .array([1, .array([2]), "3"])),
    ("{}", .object([:])), (#"{ "a" : { "b" : [ ] } }"#, .object(["a": .object(["b": .array([])])])),
    (#"{"a":1,"a":2}"#, .object(["a": 2])), (#"{"":0}"#, .object(["": 0])), ("\u{FEFF}1", .integer(1)),
  ] as [(String, JSONValue)])
func `JSON texts have these values`(text: String, value: JSONValue) throws {
  #expect(try parse(text) == value)
}

@Test(arguments: [
  "", " ", "nul", "nullx", "True", "1 2", "01", "-", "+1", "1.", ".5", "1e", "1e+", "0x1", "NaN", "Infinity", "1e400",
  "\"", "\"a", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\ud83d\\u12\"", "\"\t\"", "\"\n\"", "'a'",
  "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "]", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}",
  "{a:1}",
  "{1:1}", "{\"a\" 1}", "[1}", "{\"a\":1]", "// c\n1", "1\u{0}", "\u{A0}1",
])
func `what is not JSON is refused`(text: String) {
  #expect(throws: ResponseError.self) { try parse(text) }
}

@Test(
  arguments: [
    [0xFF], [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
    [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0x5C, 0x6E, 0xFF, 0x22], [0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D],
  ] as [[UInt8]])
func `what is not UTF-8 is a parse error`(text: [UInt8]) {
  #expect { try JSONValue(parsing: text) } throws: { ($0 as? ResponseError)?.code == -32700 }
}

@Test(arguments: [("[", "]"), ("{\"a\":", "}")])
func `nesting has a limit, and up to there it works`(open: String, close: String) throws {
  func nested(_ depth: Int) -> String {
    String(repeating: open, count: depth - 1) + (open == "[" ? "[]" : "{}") + String(repeating: close, count: depth - 1)
  }
  let deepest = try parse(nested(256))
  #expect(try JSONText.encode(deepest) == Array(nested(256).utf8))

  #expect(throws: ResponseError.self) { try parse(nested(257)) }
  #expect(throws: ResponseError.self) { try parse(String(repeating: open, count: 1_000_000)) }
}

@Test(arguments: 0..<200)
func `texts that Foundation writes are read as Foundation reads them`(seed: UInt64) throws {
  var random = SeededGenerator(seed: seed)
  let value = JSONValue.random(depth: 4, using: &random)
  let text = try JSONText.encode(value)
  #expect(try JSONValue(parsing: text) == value)
  #expect(try JSONDecoder().decode(JSONValue.self, from: Data(text)) == value)
}

@Test(arguments: 0..<200)
func `damaged texts never crash the parser, and what it accepts Foundation accepts`(seed: UInt64) throws {
  var random = SeededGenerator(seed: seed)
  var text = try JSONText.encode(JSONValue.random(depth: 4, using: &random))
  for _ in 0..<Int.random(in: 1...3, using: &random) {
    text[Int.random(in: text.indices, using: &random)] =
      Bool.random(using: &random)
      ? .random(in: 0...255, using: &random) : Array("\"\\{}[],:0-eu".utf8).randomElement(using: &random)!
  }
  guard let value = try? JSONValue(parsing: text) else { return }
  // Foundation refuses halves of surrogate pairs, which the parser replaces.
  let again = try JSONText.encode(value)
  #expect(try JSONDecoder().decode(JSONValue.self, from: Data(again)) == value)
}

@Test func `parsing twice the text takes less than three times as long`() {
  let times = ratio(from: 2500) { count in
    let text = Array(("[" + String(repeating: #"{"key":"a\nb","n":12},"#, count: count) + "0]").utf8)
    precondition((try? JSONValue(parsing: text)) != nil)
  }
  #expect(times < 3)
}

extension JSONValue {
  static func random(depth: Int, using random: inout SeededGenerator) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 9 : 7), using: &random) {
    case 0: .null
    case 1: .bool(.random(using: &random))
    case 2: .integer(.random(in: .min ... .max, using: &random))
    case 3: .integer(.random(in: -10...10, using: &random))
    case 4: .unsigned(.random(in: UInt64(Int64.max) + 1 ... .max, using: &random))
    case 5: .double(.random(in: -1000...1000, using: &random) + 0.0001)
    case 6:
      .string(String((0..<8).map { _ in "a\"\\/\n\u{1}é😀\u{2028}\u{7F}".randomElement(using: &random)! }))
    case 7:
      .array((0..<Int.random(in: 0...4, using: &random)).map { _ in .random(depth: depth - 1, using: &random) })
    default:
      .object(
        Dictionary(
          (0..<Int.random(in: 0...4, using: &random)).map { ("k\($0)", .random(depth: depth - 1, using: &random)) },
          uniquingKeysWith: { $1 }))
    }
  }
}
