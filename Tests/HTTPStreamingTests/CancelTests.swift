import HTTPStreaming
import Testing

/// A cancelled exchange closes its connection at once, whatever it was doing.
@Suite(.timeLimit(.minutes(1)))
struct CancelTests {
  private let client = CurlClient()

  enum Stage: Sendable, CaseIterable { case handshake, request, head, body, paused }

  @Test(arguments: Stage.allCases)
  func `the server sees its connection closed`(stage: Stage) async throws {
    let (reached, closed) = (Signal(), Signal())
    let server = try LoopbackServer { peer, _ in
      _ = stage == .handshake ? peer.read().map { _ in "" } : peer.request()
      switch stage {
      case .handshake, .request: reached.raise()
      case .head: peer.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n")
      case .body, .paused: peer.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello")
      }
      peer.awaitClose()
      closed.raise()
    }
    let recorder = Recorder { _ in stage == .paused ? .paused : .flowing }
    let scheme = stage == .handshake ? "https" : "http"
    let exchange = client.start(HTTPRequest(method: "GET", url: "\(scheme)://127.0.0.1:\(server.port)/"), recorder)
    switch stage {
    case .handshake, .request: await reached.wait()
    case .head: await recorder.until { $0.heads == 1 }
    case .body, .paused: await recorder.until { $0.text == "hello" && $0.passes > 0 }
    }
    exchange.cancel()
    let record = await recorder.end()
    #expect(record.failure == .cancelled)
    #expect(record.disorder.isEmpty)
    await closed.wait()
  }

  @Test func `a connection that is not accepted yet is given up`() async throws {
    let (listener, port) = try LoopbackServer.listen(backlog: 0)
    let waiting = try (0..<4).map { _ in try Peer.connecting(to: port) }
    defer { for peer in waiting + [Peer(listener)] { peer.close() } }
    let recorder = Recorder()
    let exchange = client.start(HTTPRequest(method: "GET", url: "http://127.0.0.1:\(port)/"), recorder)
    exchange.cancel()
    #expect(await recorder.end().failure == .cancelled)
  }

  @Test func `a request cancelled at once is not sent, even where a connection stands open`() async throws {
    let server = try LoopbackServer { peer, _ in
      while let request = peer.request() {
        #expect(!request.hasPrefix("GET /never"))
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
      }
    }
    func fetch(_ path: String, cancelling: Bool) async -> HTTPFailure? {
      let recorder = Recorder()
      let exchange = client.start(HTTPRequest(method: "GET", url: server.origin + path), recorder)
      if cancelling { exchange.cancel() }
      return await recorder.end().failure
    }
    for _ in 0..<50 {
      #expect(await fetch("/", cancelling: false) == nil)
      let failure = await fetch("/perhaps", cancelling: true)
      #expect(failure == .cancelled || failure == nil)
    }
  }

  @Test func `cancelling twice, after the end, or resuming what is not paused changes nothing`() async throws {
    let server = try LoopbackServer { peer, _ in
      _ = peer.request()
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
    }
    let recorder = Recorder()
    let exchange = client.start(HTTPRequest(method: "GET", url: server.origin), recorder)
    exchange.resume()
    #expect(await recorder.end().failure == nil)
    for _ in 0..<3 {
      exchange.cancel()
      exchange.resume()
    }
    let another = Recorder()
    _ = client.start(HTTPRequest(method: "GET", url: server.origin), another)
    #expect(await another.end().failure == nil)
    #expect(recorder.record.disorder.isEmpty)
  }

  @Test func `a client that goes away cancels what it had under way`() async throws {
    let (reached, closed) = (Signal(), Signal())
    let server = try LoopbackServer { peer, _ in
      _ = peer.request()
      reached.raise()
      peer.awaitClose()
      closed.raise()
    }
    let recorder = Recorder()
    var passing: CurlClient? = CurlClient()
    _ = passing?.start(HTTPRequest(method: "GET", url: server.origin), recorder)
    await reached.wait()
    passing = nil
    #expect(await recorder.end().failure == .cancelled)
    await closed.wait()
  }
}
