import Foundation
import Synchronization
import Testing

@testable import JSONRPC

private func work(_ id: Int) -> String { #"{"jsonrpc":"2.0","id":\#(id),"method":"work"}"# }

@Test(.timeLimit(.minutes(1)), arguments: [false, true], [false, true])
func `a script that sends more than is answered is read no further, until answers go out`(
  byBytes: Bool, isWatched: Bool
) async {
  var limits = Connection.Limits()
  if byBytes { limits.unansweredBytes = 10 * work(10).utf8.count } else { limits.unansweredRequests = 10 }
  let latch = Latch()
  let started = Mailbox<Void>()
  let count = Mutex(0)
  let client = Client(.lines, limits: limits) { _ in
    var router = Router()
    router.on(
      Method.Work.self,
      prepare: { _, _ throws(ResponseError) in
        count.withLock { $0 += 1 }
        started.put(())
        return { () async throws(ResponseError) in
          await latch.wait()
          return ""
        }
      })
    return router
  }
  for id in 10..<20 { client.send(work(id)) }
  for _ in 0..<10 { await started.next() }
  for id in 20..<120 { client.send(work(id)) }
  if isWatched {
    // The reader's thread is awake and leaves the input alone.
    let calls = Mutex(0)
    client.connection.watch(every: .milliseconds(1)) {
      let isEnough = calls.withLock { calls in
        calls += 1
        return calls == 10
      }
      guard isEnough else { return }
      let read = count.withLock { $0 }
      #expect(read == 10)
      latch.open()
    }
  } else {
    latch.open()
  }
  #expect(await client.rest().count == 110)
}

@Test(.timeLimit(.minutes(1)))
func `a script that does not read its answers is read no further, until it does`() async {
  var limits = Connection.Limits()
  limits.unansweredBytes = 1000
  let count = Mutex(0)
  let client = Client(.lines, limits: limits, isReading: false) { _ in
    var router = Router()
    router.onReader(Method.Work.self) { _, _ throws(ResponseError) in
      count.withLock { $0 += 1 }
      return String(repeating: "x", count: 1000)
    }
    return router
  }
  let isStalled = Latch()
  let last = Mutex((count: 0, times: 0))
  client.connection.watch(every: .milliseconds(1)) {
    let now = count.withLock { $0 }
    let times = last.withLock { last in
      last = now == last.count && now > 0 ? (now, last.times + 1) : (now, 0)
      return last.times
    }
    if times == 20 { isStalled.open() }
  }
  let all = 10_000
  let isWritten = Latch()
  Thread.detachNewThread {
    for id in 0..<all { client.send(work(id)) }
    isWritten.open()
  }
  await isStalled.wait()
  #expect(count.withLock { $0 } < all)
  client.startReading()
  await isWritten.wait()
  #expect(await client.rest().count == all)
}

@Test(.timeLimit(.minutes(1)))
func `an editor is read however much is unanswered`() async {
  var limits = Connection.Limits()
  limits.unansweredRequests = 1
  let latch = Latch()
  let client = Client(.contentLength, limits: limits) { _ in
    var router = Router()
    router.on(Method.Work.self) { _, _ async throws(ResponseError) in
      await latch.wait()
      return "x"
    }
    router.onNotification(Method.Note.self) { _ in latch.open() }
    return router
  }
  for id in 1...2 { client.send(work(id)) }
  client.send(#"{"jsonrpc":"2.0","method":"note","params":{"text":""}}"#)
  #expect(await client.rest().count == 2)
}

@Test(.timeLimit(.minutes(1)))
func `a watch is called again and again, and not more often than asked`() async {
  let calls = Mailbox<Void>()
  let count = Mutex(0)
  let client = Client { _ in Router() }
  let start = ContinuousClock.now
  client.connection.watch(every: .milliseconds(20)) {
    count.withLock { $0 += 1 }
    calls.put(())
  }
  for _ in 0..<3 { await calls.next() }
  for id in 0..<100 {
    client.send(work(id))
    _ = await client.next()
  }
  let made = count.withLock { $0 }
  #expect(made <= Int((.now - start) / .milliseconds(20)))
  client.hangUp()
  #expect(await client.end() == .complete)
}

@Test func `a watch that is late is due at once`() {
  let late = Watch(interval: .seconds(1), due: .now - .seconds(100)) {}
  #expect(late.timeout <= 1)
  #expect(late.timeout >= 0)
  let early = Watch(interval: .seconds(1), due: .now + .seconds(100)) {}
  #expect(90_000...100_001 ~= early.timeout)
}
