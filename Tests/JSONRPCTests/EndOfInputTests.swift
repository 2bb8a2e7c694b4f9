import JSONRPC
import Testing

private let work = #"{"jsonrpc":"2.0","id":1,"method":"work"}"#

private func router(_ connection: Connection, latch: Latch? = nil) -> Router {
  var router = Router()
  router.on(Method.Work.self) { _, _ async throws(ResponseError) in
    await latch?.wait()
    return "x"
  }
  router.onNotification(Method.Note.self) { _ in connection.stop() }
  return router
}

@Test(
  .timeLimit(.minutes(1)),
  arguments: [
    ("", .complete, 0), ("\(work)", .complete, 1), ("\(work)\n\(work.replacing("1}", with: "2}"))\n", .complete, 2),
    ("{\"jsonrpc\"", .complete, 1), ("nonsense", .broken(.cutShort(missing: nil)), 0),
    ("nonsense\n", .broken(.malformedHeader), 0), ("Content-Length: 9\r\n\r\n{}", .broken(.cutShort(missing: 7)), 0),
    ("Content-Length: 2\r\n\r\n{}", .complete, 1), ("Content-Length: x\r\n\r\n{}", .broken(.invalidContentLength), 0),
  ] as [(String, EndOfInput, Int)])
func `the end of input tells whether it was whole`(wire: String, end: EndOfInput, answers: Int) async {
  let client = Client { router($0) }
  client.write(Array(wire.utf8))
  #expect(await client.rest().count == answers)
  #expect(await client.end() == end)
}

@Test(.timeLimit(.minutes(1)))
func `what runs at the end of input is finished`() async {
  let latch = Latch()
  let client = Client(.lines) { router($0, latch: latch) }
  client.send(work)
  client.hangUp()
  #expect(await client.end() == .complete)
  latch.open()
  #expect(await client.next() == #"{"jsonrpc":"2.0","id":1,"result":"x"}"#)
  #expect(await client.next() == nil)
}

@Test(.timeLimit(.minutes(1)))
func `nothing is dispatched after a stop`() async {
  let client = Client { router($0) }
  let note = #"{"jsonrpc":"2.0","method":"note","params":{"text":""}}"#
  client.send("[\(note),\(work)]")
  client.send(work)
  #expect(await client.end() == .stopped)
  #expect(await client.rest().isEmpty)
}

@Test(.timeLimit(.minutes(1)))
func `a stop wakes a reader that waits for input`() async {
  let client = Client { router($0) }
  client.send(work)
  _ = await client.next()
  client.connection.stop()
  #expect(await client.end() == .stopped)
}
