import Foundation
import HTTPStreaming
import Synchronization
import Testing

/// A receiver that falls behind slows its server down, and loses nothing.
@Suite(.timeLimit(.minutes(1)))
struct BackPressureTests {
  private let client = CurlClient()

  @Test func `the server's sending stalls while paused, and all of it arrives`() async throws {
    let piece = [UInt8]((0..<65536).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    let count = 512
    let stalled = Signal()
    let server = try LoopbackServer { peer, _ in
      _ = peer.request()
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: \(count * piece.count)\r\n\r\n")
      for _ in 0..<count {
        if !peer.canSend(within: .milliseconds(300)) { stalled.raise() }
        peer.send(piece)
      }
    }
    let isBehind = Atomic(true)
    let recorder = Recorder { _ in isBehind.load(ordering: .acquiring) ? .paused : .flowing }
    let exchange = client.start(HTTPRequest(method: "GET", url: server.origin), recorder)
    await stalled.wait()
    let paused = recorder.record
    #expect(paused.passes == 1, "nothing came while paused")
    #expect(paused.body.count < count * piece.count / 4, "what is ahead of the receiver is bounded")
    isBehind.store(false, ordering: .releasing)
    exchange.resume()
    let record = await recorder.end()
    #expect(record.failure == nil)
    #expect(record.body.count == count * piece.count)
    for start in stride(from: 0, to: record.body.count, by: piece.count) {
      #expect(Array(record.body[start..<(start + piece.count)]) == piece)
    }
  }

  @Test func `a stream may pause after every pass`() async throws {
    let server = try LoopbackServer { peer, _ in
      _ = peer.request()
      peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      for number in 0..<500 { peer.sendChunk("\(number)\n") }
      peer.send("0\r\n\r\n")
    }
    let exchange = Mutex<(any HTTPExchange)?>(nil)
    let isSet = Signal()
    let recorder = Recorder { _ in
      // From another thread, which may come before or after the pause has taken hold.
      Thread.detachNewThread {
        isSet.block()
        exchange.withLock { $0 }?.resume()
      }
      return .paused
    }
    let started = client.start(HTTPRequest(method: "GET", url: server.origin), recorder)
    exchange.withLock { $0 = started }
    isSet.raise()
    let record = await recorder.end()
    #expect(record.failure == nil)
    #expect(record.text == (0..<500).map { "\($0)\n" }.joined())
  }

  @Test func `one that is paused holds nobody else up`() async throws {
    let server = try LoopbackServer { peer, number in
      _ = peer.request()
      // The first sends more than sockets and a pass can hold.
      let size = number == 1 ? 100_000_000 : 1_000_000
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: \(size)\r\n\r\n")
      peer.send([UInt8](repeating: 0x61, count: size))
    }
    let behind = Recorder { _ in .paused }
    let exchange = client.start(HTTPRequest(method: "GET", url: server.origin), behind)
    await behind.until { $0.passes == 1 }
    let other = Recorder()
    _ = client.start(HTTPRequest(method: "GET", url: server.origin), other)
    #expect(await other.end().body.count == 1_000_000)
    exchange.cancel()
    #expect(await behind.end().failure == .cancelled)
  }
}
