import ServerSentEvents
import Testing

struct EventParserTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var wire: String
    var outcome: @Sendable () -> Outcome
    var testDescription: String { wire.debugDescription }

    init(_ wire: String, _ outcome: @escaping @autoclosure @Sendable () -> Outcome) {
      self.wire = wire
      self.outcome = outcome
    }
  }

  static let data = [
    Row("", Outcome()),
    Row("\n\n\r\n\r", Outcome()),
    Row("data: hello\n\n", Outcome(["hello"])),
    Row("data:a\n\ndata:b\n\n", Outcome(["a", "b"])),
    Row(
      "data: {\"content\":\"Subjective:\\n\"}\n\ndata: [DONE]\n\n",
      Outcome([#"{"content":"Subjective:\n"}"#, "[DONE]"])),
    // One space after the colon goes; a second one, a tab, and spaces at the end stay.
    Row("data:a\n\ndata: a\n\ndata:  a\n\ndata:\ta\n\ndata: a \n\n", Outcome(["a", "a", " a", "\ta", "a "])),
    Row("data:\t1\rdata: \ndata:3\n\n", Outcome(["\t1\n\n3"])),
    // Lines join with LF; empty data is an event, no data is none.
    Row("data:one\ndata\ndata:\ndata: two\n\n", Outcome(["one\n\n\ntwo"])),
    Row("data:\n\ndata\ndata\n\ndata:cut\n", Outcome(["", "\n"], leftover: "cut")),
    Row("data\n\n", Outcome([""])),
    Row("data: \n\n", Outcome([""])),
    Row("data:a\n\n\n\n\ndata:b\n\n", Outcome(["a", "b"])),
    // Only the exact lower-case name counts, with nothing before it or between it and its colon.
    Row("data:1\nData:2\nDATA:3\n data:4\ndata :5\n\tdata:6\n\n", Outcome(["1"])),
    Row("dat:1\ndatas:2\nda-ta:3\ndata_4\nd\ndata=5\n\n", Outcome()),
    Row("data:a:b: c\n\n", Outcome(["a:b: c"])),
    Row("data::\n\n", Outcome([":"])),
    Row("data:data: x\n\n", Outcome(["data: x"])),
    Row("unknown: x\ndata: y\nanother\n\n", Outcome(["y"])),
    Row("data:\0\ndata:  2\rData:1\ndata\0:2\ndata:1\r\0data:4\ndata:3\r\n\n", Outcome(["\0\n 2\n1\n3"])),
    Row("data: größe 呼吸 🫀\n\n", Outcome(["größe 呼吸 🫀"])),
    Row(
      "data: 12345678\n\ndata: 123456789012345678901234567890\n\n",
      Outcome(["12345678", "123456789012345678901234567890"])),
  ]

  static let lineEnds = [
    Row("data:a\r\rdata:b\r\r", Outcome(["a", "b"])),
    Row("data:a\r\n\r\ndata:b\r\n\r\n", Outcome(["a", "b"])),
    Row("data:a\r\n\rdata:b\r\r\n", Outcome(["a", "b"])),
    Row("data:a\n\rdata:b\n\r\n", Outcome(["a", "b"])),
    Row("data:1\r\ndata:2\ndata:3\rdata:4\n\r", Outcome(["1\n2\n3\n4"])),
    Row("data:1\r\n\ndata:2\n\n\r", Outcome(["1", "2"])),
    Row("data:a\u{B}b\u{C}c\u{85}d\u{2028}e\n\n", Outcome(["a\u{B}b\u{C}c\u{85}d\u{2028}e"])),
    Row("data:\u{0E}\u{09}\u{8A}\u{8D}\u{10A}\n\n", Outcome(["\u{0E}\u{09}\u{8A}\u{8D}\u{10A}"])),
  ]

  static let comments = [
    Row(": keep-alive\n\n", Outcome()),
    Row(":\n:\n\n:data:x\n\n", Outcome()),
    Row("data:1\n:comment\r\n:\ndata:2\r\n\n", Outcome(["1\n2"])),
    Row(":\0\ndata:a\n\n", Outcome(["a"])),
    Row(":" + String(repeating: "long ", count: 100) + "\rdata:a\n\n", Outcome(["a"])),
  ]

  static let byteOrderMarks = [
    Row("\u{FEFF}data:1\n\n\u{FEFF}data:2\n\ndata:3\n\n", Outcome(["1", "3"])),
    Row("\u{FEFF}\u{FEFF}data:1\n\ndata:2\n\n", Outcome(["2"])),
    Row("\n\u{FEFF}data:1\n\n", Outcome()),
    Row("\u{FEFF}", Outcome()),
    Row("\u{FEFF}\r\n\rdata:1\n\n", Outcome(["1"])),
    // The first two bytes of the mark, and then another character.
    Row("\u{FEC0}data:1\ndata:2\n\n", Outcome(["2"])),
    Row("\u{F000}data:1\n\n", Outcome()),
  ]

  static let types = [
    Row("event: test\ndata:x\n\ndata:x\n\n", Outcome([Event("test", "x"), "x"])),
    Row("data:x\nevent:a b\r\n\n", Outcome([Event("a b", "x")])),
    Row("event: one\nevent: two\ndata:x\n\n", Outcome([Event("two", "x")])),
    Row("event: one\nevent\ndata:x\n\nevent: \ndata:y\n\n", Outcome(["x", "y"])),
    // An event without data is none, and its type is not the next one's.
    Row("event: lost\n\ndata:x\n\n", Outcome(["x"])),
    Row("Event: a\nevents: b\neven: c\ndata:x\n\n", Outcome(["x"])),
    Row("event:ошибка\ndata\n\n", Outcome([Event("ошибка", "")])),
  ]

  static let ids = [
    Row("id: 1\ndata:x\n\n", Outcome(["x"], id: "1")),
    Row("id: 1\n\n", Outcome(id: "1")),
    Row("id: 1\ndata:x\n\ndata:y\n\n", Outcome(["x", "y"], id: "1")),
    Row("id: 1\ndata:x\n\nid\ndata:y\n\n", Outcome(["x", "y"], id: "")),
    Row("id: 1\nid:  …\ndata:x\n\n", Outcome(["x"], id: " …")),
    Row("id: 1\nid: 2\0\nid:\0\ndata:x\n\n", Outcome(["x"], id: "1")),
    // The event that carries the id must be complete for it to count.
    Row("id: 1\n\nid: 2\ndata:x\n", Outcome(id: "1", leftover: "x")),
    Row("ID: 1\nid : 2\nids: 3\ni: 4\n\n", Outcome()),
  ]

  static let retries = [
    Row("retry: 3000\n", Outcome(retry: 3000)),
    Row("retry:0\n", Outcome(retry: 0)),
    Row("retry:0010\n", Outcome(retry: 10)),
    Row("retry: 1\nretry: 2\n\ndata:x\n\n", Outcome(["x"], retry: 2)),
    Row(
      "retry: 5\nretry: 1x\nretry: -1\nretry: +1\nretry:  1\nretry: 1.5\nretry: ١\nretry\nretry:\nretry: 1 \n",
      Outcome(retry: 5)),
    Row("retry: 99999999999999999999999\n", Outcome()),
    Row("retry: 7", Outcome(retry: nil)),
  ]

  static let ends = [
    Row("data: [DONE]", Outcome(leftover: "[DONE]")),
    Row("data: [DONE]\n", Outcome(leftover: "[DONE]")),
    Row("data: [DONE]\r", Outcome(leftover: "[DONE]")),
    Row("data: x\n\ndata: [DO", Outcome(["x"], leftover: "[DO")),
    Row("data: 1\ndata: 2", Outcome(leftover: "1\n2")),
    Row("data: 1\ndata: 2\r\nevent: x", Outcome(leftover: "1\n2")),
    Row("data: 1\ndat", Outcome(leftover: "1")),
    Row("data: 1\ndata", Outcome(leftover: "1\n")),
    Row("data", Outcome(leftover: "")),
    Row("event: x\nid: 4\n: comment", Outcome()),
    Row("data:x\n\n", Outcome(["x"])),
    Row("data:x\r\n\r", Outcome(["x"])),
  ]

  @Test(arguments: [data, lineEnds, comments, byteOrderMarks, types, ids, retries, ends].joined())
  func `a stream means the same however it is cut into chunks`(row: Row) {
    let expected = row.outcome()
    for chunks in cuts(Array(row.wire.utf8)) {
      #expect(Outcome(chunks: chunks) == expected, "cut after \(chunks.map(\.count))")
    }
  }

  @Test func `data keeps bytes that are not UTF-8, types and ids replace them`() {
    let wire =
      Array("event: ".utf8) + [0xFF, 0x0A] + Array("id: ".utf8) + [0xC3, 0x0A] + Array("data: ".utf8) + [
        0xE2, 0x82, 0x0A, 0x0A,
      ]
    for chunks in cuts(wire) {
      let outcome = Outcome(chunks: chunks)
      #expect(outcome.events == [Event("\u{FFFD}", [0xE2, 0x82])])
      #expect(outcome.id == "\u{FFFD}")
    }
  }

  @Test func `nothing is delivered once the consumer has stopped`() {
    let wire = Array("data:a\n\ndata:last\n\ndata:b\n\nid:1\nretry:1\n\ndata:c".utf8)
    for chunks in cuts(wire) {
      #expect(Outcome(chunks: chunks, last: "last") == Outcome(["a", "last"]))
    }
  }

  @Test func `a CR ends its line at once`() throws {
    var parser = EventParser(limit: 100)
    var events = 0
    try parser.append(Array("data:a\r\n\r".utf8).span) { _, _ in
      events += 1
      return .more
    }
    #expect(events == 1)
  }

  @Test func `an event inside one chunk is handed out in place`() throws {
    let chunk = Array("data: one\n\nevent: x\ndata: two\n\n".utf8)
    try chunk.withUnsafeBytes { whole in
      var parser = EventParser(limit: 100)
      var offsets: [Int] = []
      try parser.append(chunk.span) { data, _ in
        data.withUnsafeBytes { offsets.append($0.baseAddress! - whole.baseAddress!) }
        return .more
      }
      #expect(offsets == [6, 26])
    }
  }
}
