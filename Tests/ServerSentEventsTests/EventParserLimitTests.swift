import ServerSentEvents
import Testing

struct EventParserLimitTests {
  /// Wires that need exactly `limit` bytes, and what they lead to when they have them.
  @Test(arguments: [
    ("data: 4567\n\n", 10, ["4567"]),
    ("a comes\n: a comment\n\n", 11, []),
    ("data:1\n\ndata:6789\n\n", 9, ["1", "6789"]),
    ("data:1\ndata:2\n\n", 8, ["1\n2"]),
    ("data:1\r\ndata:2\r\ndata:3\r\n\r\n", 10, ["1\n2\n3"]),
    ("data\n\n", 4, [""]),
    ("data\ndata\ndata\n\n", 6, ["\n\n"]),
    ("id: 56789\ndata:1\n\n", 9, ["1"]),
    ("data:1\nid: 6789\n\n", 10, ["1"]),
    ("\n\n\r\r", 0, []),
  ])
  func `an event may take its limit and no byte more`(wire: String, limit: Int, data: [String]) {
    for chunks in cuts(Array(wire.utf8)) {
      let fits = Outcome(chunks: chunks, limit: limit)
      #expect(
        fits.events.map(\.data) == data.map { Array($0.utf8) } && fits.error == nil, "cut after \(chunks.map(\.count))")
      guard limit > 0 else { continue }
      #expect(Outcome(chunks: chunks, limit: limit - 1).error == .eventTooLarge(limit: limit - 1))
    }
  }

  @Test(arguments: [
    "data:ok\n\ndata:too large\n\ndata:lost\n\n", "data:ok\n\n: a comment without end", "data:ok\n\nevent:too large\n",
    "data:ok\n\ndata:1\ndata:2\ndata:3\ndata:4\ndata:5\n", "data:ok\n\nnonsense, nonsense",
  ])
  func `events before the one that is too large are delivered, and none after it`(wire: String) {
    for chunks in cuts(Array(wire.utf8)) {
      #expect(Outcome(chunks: chunks, limit: 12) == Outcome(["ok"], error: .eventTooLarge(limit: 12)))
    }
  }

  @Test func `a parser that threw stays silent`() throws {
    var parser = EventParser(limit: 8)
    #expect(throws: EventStreamError.eventTooLarge(limit: 8)) {
      try parser.append(Array("data:too long".utf8).span) { _, _ in .more }
    }
    try parser.append(Array("\n\ndata:a\n\n".utf8).span) { _, _ in
      Issue.record("an event after the error")
      return .more
    }
    #expect(parser.finish() == nil)
  }
}
