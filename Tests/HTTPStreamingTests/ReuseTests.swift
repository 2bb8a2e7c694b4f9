import Synchronization
import Testing

@testable import HTTPStreaming

/// When a connection serves more than one exchange.
@Suite(.timeLimit(.minutes(1)))
struct ReuseTests {
  private let client = CurlClient()
  private static let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

  private func post(
    _ server: LoopbackServer, body: HTTPBody = .bytes(Array("note".utf8)),
    answer: @escaping @Sendable (Recorder.Record) -> StreamState = { _ in .flowing }
  ) async -> Recorder.Record {
    let recorder = Recorder(answer)
    _ = client.start(HTTPRequest(method: "POST", url: server.origin, body: body), recorder)
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

  /// How much of the second request a server takes before it closes without a word.
  enum Taken: Sendable, CaseIterable { case all, allThenReset, half, question }

  @Test(arguments: Taken.allCases)
  func `a request on a kept connection that dies is sent again only if it cannot have come whole`(
    taken: Taken
  ) async throws {
    let ended = Signal()
    let isSentAgain = Mutex(false)
    let server = try LoopbackServer { peer, number in
      // libcurl may connect anew before it learns that it may not send the request again.
      if let bytes = peer.read() {
        if number > 1 { isSentAgain.withLock { $0 = true } }
        peer.rest(of: bytes)
      }
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
      guard number == 1 else {
        peer.awaitClose()
        return ended.raise()
      }
      switch taken {
      case .all, .question: _ = peer.request()
      case .allThenReset:
        _ = peer.request()
        peer.reset()
      case .half: _ = peer.read()
      }
    }
    #expect(await post(server).text == "ok")
    // Far more than the sockets hold.
    let large = HTTPBody.bytes([UInt8](repeating: 0x61, count: 8_000_000))
    let record = await post(server, body: taken == .half ? large : taken == .question ? .none : .bytes([0x61]))
    #expect(record.disorder.isEmpty)
    if taken == .all || taken == .allThenReset {
      guard case .broken = record.failure else {
        Issue.record("\(String(describing: record.failure)) with \(record.text)")
        return
      }
      if server.connections > 1 { await ended.wait() }
      #expect(!isSentAgain.withLock { $0 })
    } else if record.failure == nil {
      #expect(record.text == "ok")
      #expect(server.connections == 2)
    }
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
