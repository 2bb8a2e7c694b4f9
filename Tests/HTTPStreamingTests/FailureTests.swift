import HTTPStreaming
import Testing

/// Each way in which a response can fail to come, or to be whole.
@Suite(.timeLimit(.minutes(1)))
struct FailureTests {
  private let client = CurlClient()

  enum Kind: Sendable { case broken, violation }

  @Test(arguments: [
    ("", false, Kind.broken),
    ("", true, .broken),
    ("HTTP/1.1 200 OK\r\nContent-Le", false, .broken),
    ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", false, .broken),
    ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello", false, .broken),
    ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello", true, .broken),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", false, .broken),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", false, .broken),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", false, .broken),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", true, .broken),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0", false, .broken),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n", false, .broken),
    ("HTTP/1.0 200 OK\r\n\r\nhello", true, .broken),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n", false, .violation),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloworld\r\n", false, .violation),
    ("hello, this is not HTTP\r\n\r\n", false, .violation),
    ("SSH-2.0-OpenSSH_9.2\r\n", false, .violation),
    (
      "HTTP/1.1 200 OK\r\n" + String(repeating: "X: \(String(repeating: "y", count: 1000))\r\n", count: 400), false,
      .violation
    ),
  ])
  func `a response that is cut short or no HTTP is no success`(response: String, isReset: Bool, kind: Kind) async throws
  {
    let mayEnd = Signal()
    let server = try LoopbackServer { peer, _ in
      guard peer.request() != nil else { return }
      peer.send(response)
      guard isReset else { return }
      // A reset overtakes what was sent before it.
      if response.contains("hello") { mayEnd.block() }
      peer.reset()
    }
    let recorder = Recorder()
    _ = client.start(HTTPRequest(method: "GET", url: server.origin), recorder)
    if response.contains("hello"), isReset { await recorder.until { $0.text == "hello" } }
    mayEnd.raise()
    let record = await recorder.end()
    switch (kind, record.failure) {
    case (.broken, .broken), (.violation, .protocolViolation): break
    default: Issue.record("\(String(describing: record.failure)) for \(response.prefix(100))")
    }
    #expect(record.disorder.isEmpty)
    #expect(server.connections == 1, "it was not sent again")
  }

  @Test func `bytes before the cut are handed over`() async throws {
    let server = try LoopbackServer { peer, _ in
      _ = peer.request()
      peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n3\r\nwo")
    }
    let recorder = Recorder()
    _ = client.start(HTTPRequest(method: "GET", url: server.origin), recorder)
    #expect(await recorder.end().text == "hellowo")
  }

  @Test func `a port where nobody listens is a failed connection`() async throws {
    let (socket, port) = try LoopbackServer.listen(backlog: nil)
    defer { Peer(socket).close() }
    let recorder = Recorder()
    _ = client.start(HTTPRequest(method: "GET", url: "http://127.0.0.1:\(port)/"), recorder)
    guard case .connectFailed(let detail) = await recorder.end().failure else {
      Issue.record("\(String(describing: recorder.record.failure))")
      return
    }
    #expect(detail.contains("127.0.0.1"))
  }

  // An empty label is refused by the resolver itself, without asking the network.
  @Test(arguments: [("http://a..b/", "a..b"), ("https://user:pass@a..b:8443/x", "a..b")])
  func `an unknown name is told`(url: String, host: String) async {
    let recorder = Recorder()
    _ = client.start(HTTPRequest(method: "GET", url: url), recorder)
    #expect(await recorder.end().failure == .nameNotResolved(host: host))
  }

  @Test func `a server that speaks no TLS is a TLS failure`() async throws {
    let server = try LoopbackServer { peer, _ in
      _ = peer.read()
      peer.send("HTTP/1.1 400 Bad Request\r\n\r\n")
    }
    let recorder = Recorder()
    _ = client.start(HTTPRequest(method: "GET", url: "https://127.0.0.1:\(server.port)/"), recorder)
    guard case .tlsFailed = await recorder.end().failure else {
      Issue.record("\(String(describing: recorder.record.failure))")
      return
    }
  }
}
