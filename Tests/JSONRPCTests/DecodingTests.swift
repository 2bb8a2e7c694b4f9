import JSONRPC
import Testing

private struct Sample: Codable, Sendable, Equatable {
  struct Inner: Codable, Sendable, Equatable {
    var line: Int
    var names: [String]?
  }
  enum Kind: String, Codable, Sendable { case one, two }

  var text: String
  var count: Int?
  var inner: Inner?
  var flag: Bool?
  var weight: Double?
  var kind: Kind?
  var anything: JSONValue?
  var token: ProgressToken?
}

@Test(arguments: [
  ("{}", "params.text is missing."),
  (#"{"text":null}"#, "params.text: expected a string, found null."),
  (#"{"text":1}"#, "params.text: expected a string, found an integer."),
  (#"{"text":"","count":"1"}"#, "params.count: expected an integer, found a string."),
  (#"{"text":"","flag":0}"#, "params.flag: expected true or false, found an integer."),
  (#"{"text":"","weight":"1"}"#, "params.weight: expected a number, found a string."),
  (#"{"text":"","inner":[]}"#, "params.inner: expected an object, found an array."),
  (#"{"text":"","inner":{}}"#, "params.inner.line is missing."),
  (#"{"text":"","inner":{"line":0,"names":{}}}"#, "params.inner.names: expected an array, found an object."),
  (#"{"text":"","inner":{"line":0,"names":["",1]}}"#, "params.inner.names[1]: expected a string, found an integer."),
  (#"{"text":"","token":[]}"#, "params.token: expected an integer or a string."),
  (#"{"text":"","count":1.5}"#, "params.count: expected an integer, found a fraction."),
  (
    #"{"text":"","count":9223372036854775808}"#,
    "params.count: expected an integer from -9223372036854775808 to 9223372036854775807."
  ),
  (#"{"text":"","kind":"x"}"#, "params.kind: Cannot initialize Kind from invalid String value x"),
  (#"[]"#, "params: expected an object, found an array."),
])
func `parameters that do not fit are named`(text: String, message: String) throws {
  let value = try JSONValue(parsing: Array(text.utf8))
  #expect(throws: ResponseError(.invalidParams, message)) { try value.decode(Sample.self) }
}

@Test func `parameters that fit are read exactly`() throws {
  let text = #"{"text":"é😀\n","count":9007199254740993,"anything":{"a":[9007199254740993,1.5,null]},"token":"t"}"#
  let sample = try JSONValue(parsing: Array(text.utf8)).decode(Sample.self)
  #expect(
    sample
      == Sample(
        text: "é😀\n", count: 9_007_199_254_740_993, anything: ["a": [9_007_199_254_740_993, 1.5, nil]],
        token: .string("t")))
}

@Test func `nesting at the limit can be decoded`() throws {
  let depth = 255
  let text =
    #"{"text":"","anything":"# + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "}"
  let sample = try JSONValue(parsing: Array(text.utf8)).decode(Sample.self)
  var value = sample.anything
  var found = 0
  while let inner = value?.array {
    found += 1
    value = inner.first
  }
  #expect(found == depth)
}

@Test func `results are written with sorted keys and plain slashes`() throws {
  let text = try JSONText.encode(Sample(text: "a/b\n", count: 1, anything: ["b": 1, "a": nil]))
  #expect(String(decoding: text, as: UTF8.self) == #"{"anything":{"a":null,"b":1},"count":1,"text":"a/b\n"}"#)
}

@Test func `a result that JSON cannot hold is an internal error`() {
  #expect { try JSONText.encode([Double.nan]) } throws: { ($0 as? ResponseError)?.code == -32603 }
}

@Test(
  arguments: [
    ("1", .number(1)), ("9007199254740993", .number(9_007_199_254_740_993)), ("-5", .number(-5)),
    (#""1""#, .string("1")),
    ("null", .null), ("1.5", .otherNumber(1.5)), ("18446744073709551615", .otherNumber(.unsigned(.max))),
  ] as [(String, RequestID)])
func `ids are told apart and echoed as they came`(text: String, id: RequestID) throws {
  let value = try JSONValue(parsing: Array(text.utf8))
  #expect(RequestID(value) == id)
  #expect(try JSONText.encode(id.json) == Array(text.utf8))
}

@Test(arguments: ["true", "[]", "{}"])
func `these are no ids and no tokens`(text: String) throws {
  let value = try JSONValue(parsing: Array(text.utf8))
  #expect(RequestID(value) == nil)
  #expect(ProgressToken(value) == nil)
}

@Test func `values are reached by key and by index`() {
  let value: JSONValue = ["a": [1, "x", true, nil, 1.5]]
  #expect(value["a"]?[0]?.integer == 1)
  #expect(value["a"]?[1]?.string == "x")
  #expect(value["a"]?[2]?.bool == true)
  #expect(value["a"]?[3]?.isNull == true)
  #expect(value["a"]?[5] == nil)
  #expect(value["a"]?[-1] == nil)
  #expect(value["b"] == nil)
  #expect(value[0] == nil)
  #expect(value["a"]?["a"] == nil)
}

@Test func `the error codes are those of the specifications`() {
  #expect(
    ResponseError.Code.allCases.map(\.rawValue) == [
      -32700, -32600, -32601, -32602, -32603, -32002, -32001, -32800, -32801, -32802, -32803,
    ])
}
