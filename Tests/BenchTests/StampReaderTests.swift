import Testing

@testable import soapnote_bench

struct StampReaderTests {
  @Test(arguments: [
    ("0000000 0000000000000000005 ok 0000001 0000000000000000006 ok ", [5, 6]),
    (#"{"seq":12,"text":"0000000 1234567890123456789 ok "}"#, [1_234_567_890_123_456_789]),
    ("0000000 0000000000000000005 ok 0000000 0000000000000000005 ok 0000001 0000000000000000006 ok", [5, 6]),
    ("0000001 0000000000000000006 ok", []),
    ("x000000 0000000000000000005 ok", []),
    ("0000000 000000000000000005 ok 0000000 0000000000000000007 ok", [7]),
    ("0000000-0000000000000000005 ok", []),
    ("000 0000000 0000000000000000005 ok", [5]),
  ])
  func `events count once and in order, wherever the text is cut`(text: String, expected: [UInt64]) {
    let bytes = Array(text.utf8)
    for cut in 0...bytes.count {
      var reader = StampReader()
      var times: [UInt64] = []
      reader.read(bytes.span.extracting(..<cut)) { times.append($0) }
      reader.read(bytes.span.extracting(cut...)) { times.append($0) }
      #expect(times == expected, "cut at \(cut)")
      #expect(reader.count == expected.count)
    }
  }

  @Test
  func `lines of many streams are told apart, wherever they are cut`() {
    func chunk(_ token: Int, _ text: String) -> String {
      #"{"jsonrpc":"2.0","method":"$/progress","params":{"token":\#(token),"value":{"kind":"chunk","text":"\#(text)"}}}"#
        + "\n"
    }
    let event = "0000000 0000000000000000005 ok "
    let lines = [
      chunk(0, event), chunk(11, event), chunk(11, "0000001 0000000000000000006 ok "), chunk(12, event),
      #"{"jsonrpc":"2.0","id":11,"result":{"text":"\#(event)"}}"# + "\n",
      #"{"jsonrpc":"2.0","id":0,"error":{}}"# + "\n",
    ]
    let bytes = Array(lines.joined().utf8)
    for cut in 0...bytes.count {
      var output = StreamsOutput(streams: 12)
      output.read(bytes[..<cut], at: 10)
      output.read(bytes[cut...], at: 10)
      #expect(output.latencies == [5, 5, 4])
      #expect(output.notes == 1)
    }
  }
}
