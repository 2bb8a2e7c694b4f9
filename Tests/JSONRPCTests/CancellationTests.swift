import JSONRPC
import Testing

private func cancel(_ key: String) -> String {
  key.hasPrefix("\"id\"")
    ? #"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{\#(key)}}"#
    : #"{"jsonrpc":"2.0","method":"window/workDoneProgress/cancel","params":{\#(key)}}"#
}

private let work =
  #"{"jsonrpc":"2.0","id":1,"method":"work","params":{"workDoneToken":"w","partialResultToken":7}}"#
private let cancelled =
  #"{"jsonrpc":"2.0","id":1,"error":{"code":-32800,"message":"The request was cancelled."}}"#

@Test(.timeLimit(.minutes(1)), arguments: [#""id":1"#, #""token":"w""#, #""token":7"#])
func `a request is cancelled by its id and by either token`(key: String) async {
  let started = Latch()
  let stopped = Latch()
  let client = Client { _ in
    var router = Router()
    router.on(Method.Work.self) { _, context async throws(ResponseError) in
      let isActedOn = Flag()
      context.onCancel { isActedOn.raise() }
      await withTaskCancellationHandler {
        started.open()
        await stopped.wait()
      } onCancel: {
        #expect(isActedOn.isRaised, "the actions come before the task is cancelled")
        stopped.open()
      }
      #expect(context.isCancelled)
      let isLateActedOn = Flag()
      context.onCancel { isLateActedOn.raise() }
      #expect(isLateActedOn.isRaised, "what comes late is done at once")
      return "never"
    }
    return router
  }
  client.send(work)
  await started.wait()
  for other in [#""id":"1""#, #""id":2"#, #""token":"7""#, #""token":"x""#, #""id":null"#] {
    client.send(cancel(other))
  }
  client.send(cancel(key))
  client.send(cancel(key))
  #expect(await client.next() == cancelled)
  client.send(cancel(key))
  #expect(await client.rest().isEmpty)
}

@Test(.timeLimit(.minutes(1)))
func `the handler's own words are used when it was cancelled, and only then`() async throws {
  let client = Client { _ in
    var router = Router()
    router.on(Method.Work.self) { params, context async throws(ResponseError) in
      if params.name != "own" {
        let latch = Latch()
        context.onCancel { latch.open() }
        await latch.wait()
      }
      if params.name == "other" { throw ResponseError(.requestFailed, "Broken.") }
      throw ResponseError(.requestCancelled, "Stopped.", data: ["partial": 3])
    }
    return router
  }
  for (name, message) in [("data", "Stopped."), ("other", "The request was cancelled."), ("own", "Stopped.")] {
    client.send(#"{"jsonrpc":"2.0","id":1,"method":"work","params":{"name":"\#(name)"}}"#)
    if name != "own" { client.send(cancel(#""id":1"#)) }
    let answer = try await client.nextValue()
    #expect(answer["error"]?["code"]?.integer == -32800)
    #expect(answer["error"]?["message"]?.string == message)
  }
}

@Test(.timeLimit(.minutes(1)))
func `a cancel that is read with its request finds it`() async {
  let client = Client { _ in
    var router = Router()
    router.on(Method.Work.self) { _, context async throws(ResponseError) in
      let latch = Latch()
      context.onCancel { latch.open() }
      await latch.wait()
      return "never"
    }
    return router
  }
  for _ in 0..<100 {
    client.send("[\(work),\(cancel(#""id":1"#))]")
    #expect(await client.next() == "[\(cancelled)]")
  }
}

@Test(.timeLimit(.minutes(1)))
func `a result is not given when a cancel came while its progress waited for the client`() async {
  let isThrough = Latch()
  let isRead = Latch()
  let client = Client(isReading: false) { _ in
    var router = Router()
    router.on(Method.Work.self) { _, context async throws(ResponseError) in
      let channel = context.channel(encoder: Chunk.Encoder(), limit: 1 << 20)
      context.onCancel { channel.discardText() }
      for _ in 0..<400 { channel.append(String(repeating: "x", count: 1000)) }
      _ = channel.commit()
      isThrough.open()
      return "the whole note"
    }
    router.onNotification(Method.Note.self) { _ in isRead.open() }
    return router
  }
  client.send(work)
  await isThrough.wait()
  client.send(work)
  client.send(cancel(#""id":1"#))
  client.send(#"{"jsonrpc":"2.0","method":"note","params":{"text":"all has been read"}}"#)
  await isRead.wait()
  client.startReading()
  var characters = 0
  var others: [String] = []
  for message in await client.rest() {
    if let chunk = Chunk(message) { characters += chunk.text.count } else { others.append(message) }
  }
  #expect(others.count == 2)
  #expect(others[0].contains("-32600"), "the id is in use until its answer goes out")
  #expect(others[1] == cancelled)
  #expect(characters < 400_000)
}

@Test(.timeLimit(.minutes(1)))
func `the reader hears a cancel while the client does not read`() async {
  let isFull = Latch()
  let isCancelled = Latch()
  let client = Client(isReading: false) { _ in
    var router = Router()
    router.on(Method.Work.self) { _, context async throws(ResponseError) in
      let channel = context.channel(encoder: Chunk.Encoder())
      context.onCancel {
        channel.discardText()
        isCancelled.open()
      }
      repeat { channel.append(String(repeating: "x", count: 1000)) } while channel.commit()
      isFull.open()
      await isCancelled.wait()
      return ""
    }
    return router
  }
  client.send(work)
  await isFull.wait()
  // Answers that nobody reads, more than a pipe holds.
  for id in 0..<2000 { client.send(#"{"jsonrpc":"2.0","id":"\#(id)","method":"unknown, as its name says"}"#) }
  client.send(cancel(#""id":1"#))
  await isCancelled.wait()
  client.startReading()
  let messages = await client.rest()
  #expect(messages.contains(cancelled))
  #expect(messages.count(where: { $0.contains("-32601") }) == 2000)
}

@Test(.timeLimit(.minutes(1)), arguments: [false, true])
func `a handler can decide that a cancel comes too late`(isEarly: Bool) async {
  let isAsked = Latch()
  let isRead = Latch()
  let client = Client { _ in
    var router = Router()
    router.on(Method.Work.self) { _, context async throws(ResponseError) in
      if isEarly {
        isAsked.open()
        await isRead.wait()
      }
      let isDecided = context.decide()
      isAsked.open()
      await isRead.wait()
      if isDecided { context.onCancel { Issue.record("cancelled, though decided") } }
      return isDecided ? "decided" : "cancelled"
    }
    router.onNotification(Method.Note.self) { _ in isRead.open() }
    return router
  }
  client.send(work)
  await isAsked.wait()
  client.send(cancel(#""id":1"#))
  client.send(#"{"jsonrpc":"2.0","method":"note","params":{"text":"the cancel has been read"}}"#)
  #expect(await client.next() == (isEarly ? cancelled : #"{"jsonrpc":"2.0","id":1,"result":"decided"}"#))
}

@Test(.timeLimit(.minutes(1)))
func `all requests can be cancelled at once`() async {
  let started = Mailbox<Void>()
  let client = Client { _ in
    var router = Router()
    router.on(Method.Work.self) { _, context async throws(ResponseError) in
      let latch = Latch()
      context.onCancel { latch.open() }
      started.put(())
      await latch.wait()
      return ""
    }
    return router
  }
  for id in 0..<10 { client.send(#"{"jsonrpc":"2.0","id":\#(id),"method":"work"}"#) }
  for _ in 0..<10 { await started.next() }
  client.connection.cancelAll()
  await client.connection.waitUntilIdle()
  let answers = await client.rest()
  #expect(answers.count == 10)
  #expect(answers.allSatisfy { $0.contains("-32800") })
}

@Test(.timeLimit(.minutes(1)))
func `cancels that race with answers leave one answer each`() async {
  let client = Client { _ in
    var router = Router()
    router.on(Method.Work.self) { _, context async throws(ResponseError) in
      await Task.yield()
      return ""
    }
    return router
  }
  for id in 0..<500 {
    client.send(#"{"jsonrpc":"2.0","id":\#(id),"method":"work"}"#)
    client.send(cancel(#""id":\#(id)"#))
  }
  let answers = await client.rest()
  #expect(Set(answers.map { $0.prefix { $0 != "," || $0.isNewline } }).count == 1)
  #expect(answers.count == 500)
}
