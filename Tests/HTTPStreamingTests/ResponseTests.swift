import HTTPStreaming
import Testing

/// What of a response reaches its receiver.
@Suite(.timeLimit(.minutes(1)))
struct ResponseTests {
  private let client = CurlClient()

  @Test(arguments: [
    ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, "hello"),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", 200, "hello"),
    ("HTTP/1.0 200 OK\r\n\r\nhello", 200, "hello"),
    ("HTTP/1.1 429 Slow down\r\nContent-Length: 2\r\n\r\nno", 429, "no"),
    ("HTTP/1.1 204 No Content\r\n\r\n", 204, ""),
  ])
  func `status and body arrive as sent`(response: String, status: Int, body: String) async throws {
    let server = try LoopbackServer { peer, _ in
      guard peer.request() != nil else { return }
      peer.send(response)
    }
    let recorder = Recorder()
    _ = client.start(HTTPRequest(method: "GET", url: server.origin), recorder)
    let record = await recorder.end()
    #expect(record.failure == nil)
    #expect(record.head?.status == status)
    #expect(record.text == body)
    #expect(record.disorder.isEmpty)
  }
}
