import Foundation
import HTTPStreaming
import Synchronization
import Testing

/// What of a request reaches the server.
@Suite(.timeLimit(.minutes(1)))
struct RequestTests {
  private let client = CurlClient()

  /// The bytes that the server gets for a request, and what becomes of it.
  private func sent(_ change: (inout HTTPRequest) -> Void) async throws -> (wire: String, record: Recorder.Record) {
    let wire = Mutex("")
    let server = try LoopbackServer { peer, _ in
      let request = peer.request() ?? ""
      wire.withLock { $0 = request }
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    }
    var request = HTTPRequest(method: "POST", url: server.origin + "/v1/note?x=1")
    change(&request)
    let recorder = Recorder()
    _ = client.start(request, recorder)
    let record = await recorder.end()
    return (wire.withLock { $0 }, record)
  }

  private func headers(_ wire: String) -> [String] {
    wire.components(separatedBy: "\r\n").dropFirst().prefix { !$0.isEmpty }.map { $0.lowercased() }
  }

  @Test func `nothing is sent that was not asked for`() async throws {
    let (wire, record) = try await sent {
      $0.headers = [("Authorization", "Bearer k"), ("User-Agent", "soapnote-lsp/1"), ("X-Empty", "")]
      $0.body = .bytes(Array(repeating: 0x61, count: 3000))
    }
    #expect(record.failure == nil)
    #expect(wire.hasPrefix("POST /v1/note?x=1 HTTP/1.1\r\n"))
    #expect(
      headers(wire).filter { !$0.hasPrefix("host: 127.0.0.1:") }.sorted() == [
        "accept: */*", "authorization: bearer k", "content-length: 3000", "user-agent: soapnote-lsp/1", "x-empty:",
      ])
    #expect(wire.hasSuffix("\r\n\r\n" + String(repeating: "a", count: 3000)))
  }

  @Test(arguments: ["GET", "POST", "PUT", "DELETE", "PATCH"])
  func `method and body go together as given`(method: String) async throws {
    for body in ["", "{\"a\":1}\u{0}x"] {
      let (wire, record) = try await sent {
        $0.method = method
        $0.headers = [("content-type", "application/json")]
        $0.body = .bytes(Array(body.utf8))
      }
      #expect(record.failure == nil)
      #expect(wire.hasPrefix("\(method) /v1/note?x=1 HTTP/1.1\r\n"))
      #expect(headers(wire).contains("content-length: \(body.utf8.count)"))
      #expect(headers(wire).contains("content-type: application/json"))
      #expect(wire.hasSuffix("\r\n\r\n" + body))
    }
  }

  @Test func `a request without a body says nothing about one`() async throws {
    let (wire, _) = try await sent { $0.method = "GET" }
    #expect(!headers(wire).contains { $0.hasPrefix("content-") || $0.hasPrefix("transfer-encoding") })
  }

  @Test func `compression is offered only when asked for`() async throws {
    let (wire, _) = try await sent { $0.acceptsCompression = true }
    #expect(headers(wire).contains { $0.hasPrefix("accept-encoding: ") && $0.contains("gzip") })
  }

  @Test(arguments: [
    ("GET ", "http://127.0.0.1/", "A", "b"), ("", "http://127.0.0.1/", "A", "b"),
    ("GET", "", "A", "b"), ("GET", "127.0.0.1", "A", "b"), ("GET", "ftp://127.0.0.1/", "A", "b"),
    ("GET", "file:///etc/passwd", "A", "b"), ("GET", "http://", "A", "b"), ("GET", "http:///x", "A", "b"),
    ("GET", "http://127.0.0.1/a b", "A", "b"), ("GET", "http://127.0.0.1/\r\nX: y", "A", "b"),
    ("GET", "http://127.0.0.1/\u{0}", "A", "b"), ("GET", "http://127.0.0.1/ä", "A", "b"),
    ("GET", "http://127.0.0.1:port/", "A", "b"),
    ("GET", "http://127.0.0.1/", "A:", "b"), ("GET", "http://127.0.0.1/", "", "b"),
    ("GET", "http://127.0.0.1/", "A B", "b"), ("GET", "http://127.0.0.1/", "A", "b\r\nC: d"),
    ("GET", "http://127.0.0.1/", "A", "b\n"), ("GET", "http://127.0.0.1/", "A", "\u{0}"),
    ("GET", "http://127.0.0.1/", "A", "\u{7F}"),
  ])
  func `what could be read as something else is refused`(
    method: String, url: String, name: String, value: String
  ) async {
    let recorder = Recorder()
    _ = client.start(HTTPRequest(method: method, url: url, headers: [(name, value)]), recorder)
    let record = await recorder.end()
    guard case .invalidRequest(let reason) = record.failure else {
      Issue.record("\(String(describing: record.failure)) is not about the request")
      return
    }
    #expect(!reason.contains("passwd") && !reason.contains("C: d"))
  }

  @Test func `a request says nothing of its content`() {
    let secret = "s3cret"
    let part = HTTPPart(name: secret, content: .bytes(Array(secret.utf8)))
    for body in [HTTPBody.bytes(Array(secret.utf8)), .multipart([part])] {
      let request = HTTPRequest(method: "POST", url: "http://h/\(secret)", headers: [("A", secret)], body: body)
      for text in [
        "\(request)", String(reflecting: request), "\(body)", String(reflecting: body), "\(part)",
        String(reflecting: part),
      ] {
        #expect(!text.contains(secret))
        #expect(!text.contains("115"), "bytes are text as well")
      }
      var dumped = ""
      dump(request, to: &dumped)
      dump(body, to: &dumped)
      dump(part, to: &dumped)
      #expect(!dumped.contains(secret) && !dumped.contains("115"))
    }
  }
}
