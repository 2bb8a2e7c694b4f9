import HTTPStreaming
import Testing

/// What of a response reaches its receiver.
@Suite(.timeLimit(.minutes(1)))
struct ResponseTests {
  private let client = CurlClient()

  private func fetch(
    _ response: [UInt8], cutAt cuts: [Int] = [], _ change: (inout HTTPRequest) -> Void = { _ in }
  ) async throws -> Recorder.Record {
    let server = try LoopbackServer { peer, _ in
      guard peer.request() != nil else { return }
      var start = 0
      for end in cuts + [response.count] {
        peer.send(Array(response[start..<end]))
        start = end
      }
    }
    var request = HTTPRequest(method: "GET", url: server.origin)
    change(&request)
    let recorder = Recorder()
    _ = client.start(request, recorder)
    return await recorder.end()
  }

  @Test(arguments: [
    ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, "hello"),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", 200, "hello"),
    ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\nTrailer: t\r\n\r\n", 200, "hello"),
    ("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello", 200, "hello"),
    ("HTTP/1.0 200 OK\r\n\r\nhello", 200, "hello"),
    ("HTTP/1.1 429 Slow down\r\nContent-Length: 2\r\n\r\nno", 429, "no"),
    ("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", 500, ""),
    ("HTTP/1.1 204 No Content\r\n\r\n", 204, ""),
    ("HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", 200, "ok"),
    ("HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 200, "ok"),
    ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno", 404, "no"),
  ])
  func `one final head and the body arrive, wherever the bytes are cut`(
    response: String, status: Int, body: String
  ) async throws {
    let bytes = Array(response.utf8)
    for cuts in (0..<bytes.count).map({ [$0] }) + [Array(0..<bytes.count)] {
      let record = try await fetch(bytes, cutAt: cuts)
      #expect(record.failure == nil)
      #expect(record.heads == 1)
      #expect(record.head?.status == status)
      #expect(record.text == body)
      #expect(record.disorder.isEmpty)
    }
  }

  @Test func `headers keep order and value, and are found in any case`() async throws {
    let record = try await fetch(
      Array("HTTP/1.1 200 OK\r\nX-A:  one \r\nx-b:\r\nX-A: two\r\nContent-Length: 0\r\nX-C: a\r\n  b\r\n\r\n".utf8))
    let head = try #require(record.head)
    #expect(head.headers.map(\.name) == ["X-A", "x-b", "X-A", "Content-Length", "X-C"])
    #expect(head.headers.map(\.value) == ["one", "", "two", "0", "a b"])
    #expect(head.first("x-a") == "one")
    #expect(head.first("CONTENT-LENGTH") == "0")
    #expect(head.first("x-d") == nil)
  }

  @Test func `the head comes before the body has begun`() async throws {
    let headSeen = Signal()
    let server = try LoopbackServer { peer, _ in
      _ = peer.request()
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n")
      headSeen.block()
      peer.send("ok")
    }
    let recorder = Recorder()
    _ = client.start(HTTPRequest(method: "GET", url: server.origin), recorder)
    await recorder.until { $0.heads == 1 && $0.passes > 0 }
    headSeen.raise()
    #expect(await recorder.end().text == "ok")
  }

  @Test func `each chunk is handed over as it comes`() async throws {
    let chunkSeen = (0..<5).map { _ in Signal() }
    let server = try LoopbackServer { peer, _ in
      _ = peer.request()
      peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      for seen in chunkSeen {
        peer.sendChunk("data")
        seen.block()
      }
      peer.send("0\r\n\r\n")
    }
    let recorder = Recorder()
    _ = client.start(HTTPRequest(method: "GET", url: server.origin), recorder)
    for (index, seen) in chunkSeen.enumerated() {
      await recorder.until { $0.pieces == index + 1 }
      seen.raise()
    }
    #expect(await recorder.end().failure == nil)
  }

  @Test func `a redirect is reported and not followed`() async throws {
    let response = "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    let server = try LoopbackServer { peer, _ in
      _ = peer.request()
      peer.send(response)
    }
    let recorder = Recorder()
    _ = client.start(HTTPRequest(method: "GET", url: server.origin), recorder)
    let record = await recorder.end()
    #expect(record.head?.status == 302)
    #expect(record.head?.first("location") == "/elsewhere")
    #expect(server.connections == 1)
  }

  /// "hello", compressed by gzip.
  private static let gzipped: [UInt8] = [
    0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 3, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 7, 0, 0x86, 0xA6, 0x10, 0x36, 5, 0, 0, 0,
  ]

  @Test(arguments: [(true, Array("hello".utf8)), (false, gzipped)])
  func `a compressed body is decoded if that was asked for`(accepts: Bool, body: [UInt8]) async throws {
    let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(Self.gzipped.count)\r\n\r\n"
    let record = try await fetch(Array(head.utf8) + Self.gzipped) { $0.acceptsCompression = accepts }
    #expect(record.failure == nil)
    #expect(record.body == body)
  }

  @Test(arguments: ["HEAD", "GET"])
  func `a response without a body ends with its head`(method: String) async throws {
    let head = method == "HEAD" ? "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" : "HTTP/1.1 304 Same\r\n\r\n"
    let record = try await fetch(Array(head.utf8)) { $0.method = method }
    #expect(record.failure == nil)
    #expect(record.heads == 1)
    #expect(record.body.isEmpty)
  }
}
