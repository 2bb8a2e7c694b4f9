import Synchronization
import Testing

@testable import HTTPStreaming

/// When a connection serves more than one exchange.
@Suite(.timeLimit(.minutes(1)))
struct ReuseTests {
  private let client = CurlClient()
  private static let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

  private func post(
    _ server: LoopbackServer, answer: @escaping @Sendable (Recorder.Record) -> StreamState = { _ in .flowing }
  ) async -> Recorder.Record {
    let recorder = Recorder(answer)
    _ = client.start(HTTPRequest(method: "POST", url: server.origin, body: .bytes(Array("note".utf8))), recorder)
    return await recorder.end()
  }

  @Test func `requests one after the other share a connection`() async throws {
    let server = try LoopbackServer { peer, _ in
      while peer.request() != nil {
        peer.send(Self.chunked)
        peer.sendChunk("ok")
        peer.send("0\r\n\r\n")
      }
    }
    for _ in 0..<5 { #expect(await post(server).text == "ok") }
    #expect(server.connections == 1)
  }

  @Test func `a connection that the server has closed since is replaced`() async throws {
    let closed = Signal()
    let server = try LoopbackServer { peer, number in
      _ = peer.request()
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
      peer.close()
      if number == 1 { closed.raise() }
    }
    #expect(await post(server).text == "ok")
    await closed.wait()
    #expect(await post(server).text == "ok")
    #expect(server.connections == 2)
  }

  @Test func `a kept connection that dies on the next request is replaced, and the request sent again`() async throws {
    let server = try LoopbackServer { peer, number in
      _ = peer.request()
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
      // Takes the second request and closes without a word, as a server does whose patience ran out just then.
      if number == 1 { _ = peer.request() } else { peer.awaitClose() }
    }
    #expect(await post(server).text == "ok")
    let record = await post(server)
    #expect(record.failure == nil)
    #expect(record.text == "ok")
    #expect(record.disorder.isEmpty)
    #expect(server.connections == 2)
  }

  @Test func `a stream that ends right after its last event leaves its connection for the next`() async throws {
    let eventSeen = Mutex(Signal())
    let server = try LoopbackServer { peer, _ in
      while peer.request() != nil {
        let seen = eventSeen.withLock { $0 }
        peer.send(Self.chunked)
        peer.sendChunk("done")
        seen.block()
        peer.sendChunk("more that nobody wants")
        peer.send("0\r\n\r\n")
      }
    }
    for _ in 0..<3 {
      let seen = Signal()
      eventSeen.withLock { $0 = seen }
      let record = await post(server) {
        guard !$0.body.isEmpty else { return .awaitingFirst }
        seen.raise()
        return .finished
      }
      #expect(record.failure == nil)
      #expect(record.text == "done")
      #expect(record.disorder.isEmpty)
    }
    #expect(server.connections == 1)
  }

  enum Ending: Sendable, CaseIterable { case never, cutShort, cancelled }

  @Test(arguments: Ending.allCases)
  func `a receiver that has all it wants hears of success, however the response ends`(ending: Ending) async throws {
    let (eventSeen, closed) = (Signal(), Signal())
    let server = try LoopbackServer { peer, _ in
      _ = peer.request()
      peer.send(Self.chunked)
      peer.sendChunk("done")
      eventSeen.block()
      if ending == .cutShort { peer.reset() } else { peer.awaitClose() }
      closed.raise()
    }
    let recorder = Recorder { $0.body.isEmpty ? .awaitingFirst : .finished }
    // An hour would be noticed.
    let client = CurlClient(linger: ending == .never ? .milliseconds(50) : .seconds(3600))
    let exchange = client.start(HTTPRequest(method: "GET", url: server.origin), recorder)
    await recorder.until { $0.text == "done" && $0.passes > 0 }
    eventSeen.raise()
    if ending == .cancelled { exchange.cancel() }
    let record = await recorder.end()
    #expect(record.failure == nil)
    #expect(record.text == "done")
    await closed.wait()
  }
}
