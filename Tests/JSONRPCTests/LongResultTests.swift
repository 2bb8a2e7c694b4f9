import Testing

@testable import JSONRPC

/// A JSON string of digits that is made in pieces.
private struct Digits: LongJSON {
  let count: Int
  let piece: Int
  private var made = 0

  init(count: Int, piece: Int) {
    self.count = count
    self.piece = piece
  }

  mutating func appendNext(to buffer: inout [UInt8]) {
    for _ in 0..<min(piece, count - made) {
      let isQuote = made == 0 || made == count - 1
      buffer.append(isQuote ? UInt8(ascii: "\"") : UInt8(ascii: "0") + UInt8(made % 10))
      made += 1
    }
  }

  var text: String { String(decoding: JSONBody.long(self).whole, as: UTF8.self) }
}

@Test(arguments: [Framing.contentLength, .lines], [1, 7, 100, 100_000])
func `messages that are made while they are written keep their place and their length`(framing: Framing, limit: Int) {
  let long = Digits(count: 1000, piece: 30)
  var line = ControlLine()
  var expected: [UInt8] = []
  for round in 0..<3 {
    let head = Array("[\(round),".utf8)
    line.append(OutgoingBody(head: head, long: long, tail: [0x5D]), framing)
    line.append(OutgoingBody(head: [0x31]), framing)
    framing.append(head + Array(long.text.utf8) + [0x5D], to: &expected)
    framing.append([0x31], to: &expected)
  }
  #expect(line.count == expected.count)
  var found: [UInt8] = []
  var isWhole = false
  while !isWhole {
    var buffer: [UInt8] = []
    isWhole = line.form(into: &buffer, limit: limit)
    #expect(isWhole == (found.count + buffer.count == expected.count))
    if !isWhole { #expect(buffer.count < limit + 30 + 100) }
    found += buffer
    #expect(line.count == expected.count - found.count)
  }
  #expect(found == expected)
  #expect(line.isEmpty)
}

@Test(.timeLimit(.minutes(1)), arguments: [Framing.contentLength, .lines])
func `a long result is the answer, alone and in a batch, and nothing comes between its parts`(framing: Framing) async {
  let long = Digits(count: 500_000, piece: 5000)
  let isRead = Latch()
  let client = Client(framing, isReading: false) { _ in
    var router = Router()
    router.onJSON(Method.Work.self) { _, context throws(ResponseError) in
      isRead.open()
      return { () async throws(ResponseError) in .long(long) }
    }
    router.onReader(Method.Sum.self) { _, _ throws(ResponseError) in 0 }
    return router
  }
  client.send(#"{"jsonrpc":"2.0","id":1,"method":"work"}"#)
  await isRead.wait()
  await client.connection.waitUntilIdle()
  let channel = client.outbox.channel(encoder: Chunk.Encoder())
  channel.append("x")
  #expect(channel.commit())
  client.startReading()
  #expect(await client.next() == #"{"jsonrpc":"2.0","id":1,"result":\#(long.text)}"#)
  #expect(await client.next() == #"{"seq":0,"tag":0,"text":"x"}"#)
  client.send(#"[{"jsonrpc":"2.0","id":2,"method":"work"},{"jsonrpc":"2.0","id":3,"method":"sum","params":[]}]"#)
  #expect(
    await client.next()
      == #"[{"jsonrpc":"2.0","id":2,"result":\#(long.text)},{"jsonrpc":"2.0","id":3,"result":0}]"#)
}
