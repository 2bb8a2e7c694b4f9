import JSONRPC
import Synchronization
import Testing

private func request(_ id: String, _ method: String = "work", _ params: String = "{}") -> String {
  #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":\#(params)}"#
}

@Test(.timeLimit(.minutes(1)))
func `requests run side by side, and answers come as they finish`() async {
  let latch = Latch()
  let client = Client { _ in
    var router = Router()
    router.on(Method.Work.self) { params, _ async throws(ResponseError) in
      if params.name == "slow" { await latch.wait() } else { latch.open() }
      return params.name ?? ""
    }
    return router
  }
  client.send(request("1", "work", #"{"name":"slow"}"#))
  client.send(request("2", "work", #"{"name":"quick"}"#))
  let answers = [await client.next(), await client.next()]
  #expect(
    Set(answers) == [#"{"jsonrpc":"2.0","id":1,"result":"slow"}"#, #"{"jsonrpc":"2.0","id":2,"result":"quick"}"#])
  #expect(await client.rest().isEmpty)
}

@Test(
  .timeLimit(.minutes(1)),
  arguments: ["9007199254740993", "-1", #""é\n""#, #""1""#, "null", "1.5", "18446744073709551615"])
func `an id comes back as it went in`(id: String) async {
  let client = Client { _ in
    var router = Router()
    router.on(Method.Work.self) { _, _ async throws(ResponseError) in "x" }
    return router
  }
  client.send(request(id))
  client.send(request(id, "unknown"))
  #expect(await client.next()?.contains(#""id":\#(id),"#) == true)
  #expect(await client.next()?.contains(#""id":\#(id),"#) == true)
}

@Test(.timeLimit(.minutes(1)))
func `errors are the handler's, or say what is wrong with the request`() async throws {
  let client = Client { _ in
    var router = Router()
    router.on(Method.Work.self) { _, _ async throws(ResponseError) in
      throw ResponseError(.requestFailed, "Sorry.", data: ["retryable": true])
    }
    router.on(Method.Sum.self) { _, _ async throws(ResponseError) in 0 }
    return router
  }
  client.send(request("1"))
  #expect(
    await client.next()
      == #"{"jsonrpc":"2.0","id":1,"error":{"code":-32803,"data":{"retryable":true},"message":"Sorry."}}"#)
  for (message, code) in [
    (request("2", "work", #"{"name":1}"#), -32602), (request("2", "work", "[1]"), -32602),
    (#"{"jsonrpc":"2.0","id":2,"method":"sum"}"#, -32602), (request("2", "$/unknown"), -32601),
    (request("2", "$/cancelRequest"), -32601), (request("2", "update"), -32601), (request("2", "work", "7"), -32600),
  ] {
    client.send(message)
    let answer = try await client.nextValue()
    #expect(answer["error"]?["code"]?.integer == code)
    #expect(answer["id"] == 2)
  }
}

@Test(.timeLimit(.minutes(1)))
func `unknown notifications and wrong ones are ignored, and the log holds nothing of them`() async {
  let client = Client { _ in
    var router = Router()
    router.onNotification(Method.Note.self) { _ in Issue.record("taken") }
    return router
  }
  client.send(#"{"jsonrpc":"2.0","method":"$/unknown","params":{}}"#)
  client.send(#"{"jsonrpc":"2.0","method":"unknown"}"#)
  client.send(#"{"jsonrpc":"2.0","method":"work","params":{}}"#)
  client.send(#"{"jsonrpc":"2.0","method":"$/cancelRequest"}"#)
  client.send(#"{"jsonrpc":"2.0","method":"window/workDoneProgress/cancel","params":{"token":[]}}"#)
  client.send(#"{"jsonrpc":"2.0","id":77,"result":null}"#)
  client.send(#"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":""}}"#)
  client.send(#"{"jsonrpc":"2.0","method":"note","params":{"text":{"secret":1}}}"#)
  #expect(await client.rest().isEmpty)
  client.log.close()
  let log = await client.log.rest()
  #expect(log == ["note was ignored: its parameters cannot be read."])
}

@Test(.timeLimit(.minutes(1)))
func `notifications and the first step of requests are taken in the order in which they came`() async {
  let texts = Mutex<[String]>([])
  let client = Client { _ in
    var router = Router()
    router.onNotification(Method.Note.self) { params in texts.withLock { $0.append(params.text) } }
    router.on(
      Method.Work.self,
      prepare: { _, _ throws(ResponseError) in
        let seen = texts.withLock { $0.joined() }
        return { () async throws(ResponseError) in
          await Task.yield()
          return seen
        }
      })
    return router
  }
  var expected: Set<String> = []
  var seen = ""
  for index in 0..<50 {
    client.send(#"{"jsonrpc":"2.0","method":"note","params":{"text":"\#(index),"}}"#)
    client.send(request("\(index)"))
    seen += "\(index),"
    expected.insert(#"{"jsonrpc":"2.0","id":\#(index),"result":"\#(seen)"}"#)
  }
  #expect(Set(await client.rest()) == expected)
}

@Test(.timeLimit(.minutes(1)))
func `the gate answers requests and drops notifications before anything else`() async throws {
  let isOpen = Flag()
  let client = Client { _ in
    var router = Router()
    router.gate = { method, isRequest in
      if method == "sum" { isOpen.raise() }
      return isOpen.isRaised
        ? nil : ResponseError(.serverNotInitialized, isRequest ? "request" : "notification")
    }
    router.onReader(Method.Sum.self) { _, _ throws(ResponseError) in 0 }
    router.onNotification(Method.Note.self) { params in #expect(params.text == "open") }
    return router
  }
  client.send(request("1", "unknown"))
  client.send(#"{"jsonrpc":"2.0","method":"note","params":{"text":"shut"}}"#)
  client.send(request("2", "sum", "[]"))
  client.send(#"{"jsonrpc":"2.0","method":"note","params":{"text":"open"}}"#)
  client.send(request("3", "unknown"))
  var codes: [Int?] = []
  for _ in 0..<3 { codes.append(try await client.nextValue()["error"]?["code"]?.integer) }
  #expect(codes == [-32002, nil, -32601])
}

@Test(.timeLimit(.minutes(1)))
func `an id or a token in use is refused, and the first request unharmed`() async throws {
  let latch = Latch()
  let client = Client { _ in
    var router = Router()
    router.on(Method.Work.self) { params, _ async throws(ResponseError) in
      if params.name == "wait" { await latch.wait() }
      return "done"
    }
    return router
  }
  client.send(request("1", "work", #"{"name":"wait","workDoneToken":"w","partialResultToken":7}"#))
  for (id, params) in [
    ("1", "{}"), ("2", #"{"workDoneToken":"w"}"#), ("2", #"{"partialResultToken":"w"}"#),
    ("2", #"{"workDoneToken":7}"#),
  ] {
    client.send(request(id, "work", params))
    let answer = try await client.nextValue()
    #expect(answer["error"]?["code"]?.integer == -32600)
    #expect(answer["id"]?.integer == Int(id))
  }
  for (id, params) in [(#""1""#, "{}"), ("2", #"{"workDoneToken":"7"}"#), ("2", "{}")] {
    client.send(request(id, "work", params))
    #expect(await client.next() == #"{"jsonrpc":"2.0","id":\#(id),"result":"done"}"#)
  }
  latch.open()
  #expect(await client.next() == #"{"jsonrpc":"2.0","id":1,"result":"done"}"#)
  // Free again as soon as the answer has been read.
  for _ in 0..<100 {
    client.send(request("1", "work", #"{"workDoneToken":"w","partialResultToken":7}"#))
    #expect(await client.next() == #"{"jsonrpc":"2.0","id":1,"result":"done"}"#)
  }
}

@Test(.timeLimit(.minutes(1)))
func `all progress of a request comes before its answer`() async {
  let client = Client { _ in
    var router = Router()
    router.on(Method.Work.self) { params, context async throws(ResponseError) in
      let channel = context.channel(encoder: Chunk.Encoder(), coalesce: .milliseconds(1))
      channel.post(Array("\"begin\"".utf8))
      for _ in 0..<1000 {
        channel.append("x", tag: 1)
        _ = channel.commit()
      }
      channel.post(Array("\"done\"".utf8))
      return params.name ?? ""
    }
    return router
  }
  client.send(request("1", "work", #"{"name":"a"}"#))
  #expect(await client.next() == "\"begin\"")
  var text = ""
  while let message = await client.next(), let chunk = Chunk(message) { text += chunk.text }
  #expect(text.count == 1000)
  #expect(await client.next() == #"{"jsonrpc":"2.0","id":1,"result":"a"}"#)
}

@Test(.timeLimit(.minutes(1)))
func `a message that is too long is answered, and the session lives on`() async throws {
  for framing in [Framing.contentLength, .lines] {
    var limits = Connection.Limits()
    limits.messageBytes = 100
    let client = Client(framing, limits: limits) { _ in
      var router = Router()
      router.on(Method.Work.self) { _, _ async throws(ResponseError) in "x" }
      return router
    }
    client.send(request("1", "work", #"{"name":"\#(String(repeating: "x", count: 300))"}"#))
    let answer = try await client.nextValue()
    #expect(answer["error"]?["code"]?.integer == -32600)
    #expect(answer["id"] == .null)
    client.send(request("2"))
    #expect(await client.next() == #"{"jsonrpc":"2.0","id":2,"result":"x"}"#)
  }
}

@Test(.timeLimit(.minutes(1)), arguments: [Framing.contentLength, .lines])
func `the limit of a message can be changed in mid-session`(framing: Framing) async throws {
  let client = Client(framing) { connection in
    var router = Router()
    router.onNotification(Method.Update.self) { numbers in connection.messageBytes = numbers[0] }
    return router
  }
  let long = request("1", "unknown", #"{"name":"\#(String(repeating: "x", count: 300))"}"#)
  for (limit, code) in [(200, -32600), (1000, -32601)] {
    client.send(#"{"jsonrpc":"2.0","method":"update","params":[\#(limit)]}"#)
    client.send(long)
    #expect(try await client.nextValue()["error"]?["code"]?.integer == code)
  }
}

@Test(.timeLimit(.minutes(1)))
func `reading twice as many requests takes less than three times as long`() async {
  var router = Router()
  router.on(Method.Work.self) { _, _ async throws(ResponseError) in "x" }
  router.onReader(Method.Sum.self) { numbers, _ throws(ResponseError) in numbers.count }
  var clients: [Client] = []
  let times = ratio(from: 300) { count in
    let client = Client { _ in Router() }
    var wire: [UInt8] = []
    for id in 0..<count {
      let cancel = #"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":\#(id)}}"#
      for message in [id % 2 == 0 ? request("\(id)") : request("\(id)", "sum", "[]"), cancel] {
        Framing.contentLength.append(Array(message.utf8), to: &wire)
      }
    }
    do throws(FrameError) {
      try client.connection.receive(wire.span, routing: router)
    } catch {
      Issue.record("\(error)")
    }
    clients.append(client)
  }
  #expect(times < 3)
  for client in clients { await client.connection.waitUntilIdle() }
}
