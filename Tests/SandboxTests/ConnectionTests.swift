import Foundation
import Sandbox
import Testing

/// HTTP/1.1 on one connection.
@Suite(.timeLimit(.minutes(5)))
struct ConnectionTests {
  private let server: SandboxServer

  init() throws { server = try makeServer() }

  @Test
  func `requests sent at once are answered in order on one connection`() throws {
    let client = try RawClient(port: server.port)
    let paths = ["/v1/note/1", "/v1/specialties", "/v1/nothing"]
    client.send(
      try paths.map { try request("GET", $0, closes: false) }.joined() + request(transcript: "a b", closes: false)
        + request("GET", "/v1/note/last"))
    #expect(try client.readToEnd() == .closed)
    let text = String(decoding: client.received, as: UTF8.self)
    let statuses = text.components(separatedBy: "HTTP/1.1 ").dropFirst().map { $0.prefix(3) }
    #expect(statuses == ["404", "200", "404", "200", "404"])
    #expect(server.statistics.connections == 1)
    #expect(server.statistics.requests == 5)
  }

  @Test
  func `requests in the smallest pieces are understood`() throws {
    let client = try RawClient(port: server.port)
    for byte in Array(try request("POST", "/v1/note", transcript: "a").utf8) { client.send([byte]) }
    #expect(try client.readToEnd() == .closed)
    #expect(Reply(raw: client.received, end: .closed).status == 200)
  }

  @Test
  func `a body may be chunked`() throws {
    let client = try RawClient(port: server.port)
    let body = "{\"transcript\":\"abc\",\"specialty\":\"physician\"}"
    let head = try request(closes: true).dropLast() + "Transfer-Encoding: chunked\r\n\r\n"
    client.send(
      head + "5\r\n\(body.prefix(5))\r\n" + String(body.count - 5, radix: 16) + "\r\n\(body.dropFirst(5))\r\n0\r\n\r\n")
    #expect(try client.readToEnd() == .closed)
    #expect(try joinedContent(of: Reply(raw: client.received, end: .closed).text) == "abc")
  }

  @Test
  func `a client that asks whether to go on is told so, or refused`() throws {
    let client = try RawClient(port: server.port)
    let body = "{\"transcript\":\"abc\",\"specialty\":\"physician\"}"
    client.send(try request(closes: true).dropLast() + "Expect: 100-continue\r\nContent-Length: \(body.count)\r\n\r\n")
    #expect(try client.read(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
    client.send(body)
    #expect(try client.readToEnd() == .closed)
    #expect(String(decoding: client.received, as: UTF8.self).hasSuffix("data: [DONE]\n\n\r\n0\r\n\r\n"))

    let refused = try RawClient(port: server.port)
    refused.send(
      try request(fault: "early;status=413").dropLast() + "Expect: 100-continue\r\nContent-Length: 1000\r\n\r\n")
    #expect(try refused.readToEnd() == .closed)
    #expect(Reply(raw: refused.received, end: .closed).status == 413)
  }

  @Test(arguments: [("", true), ("Connection: keep-alive\r\n", false)])
  func `HTTP 1_0 clients get bodies without chunks`(field: String, closes: Bool) throws {
    let body = "{\"transcript\":\"abc\",\"specialty\":\"physician\"}"
    let text = try request(body: body, closes: false, version: "1.0")
    let reply = try Reply(server, text.replacing("\r\n\r\n", with: "\r\n\(field)\r\n"))
    #expect(reply.fields["transfer-encoding"] == nil)
    #expect(reply.fields["connection"] == "close")
    #expect(try joinedContent(of: reply.text) == "abc")
  }

  @Test
  func `HEAD gives the head alone`() throws {
    let get = try Reply(server, request("GET", "/v1/specialties"))
    let head = try Reply(server, request("HEAD", "/v1/specialties"))
    #expect(head.body.isEmpty)
    #expect(head.fields == get.fields)
    #expect(head.fields["content-length"] == String(get.body.count))
  }

  @Test(arguments: [
    ("GET /" + String(repeating: "a", count: 2000) + " HTTP/1.1\r\nHost: x\r\n\r\n", 431, "HTTP_431"),
    ("POST /v1/note HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n", 413, "HTTP_413"),
    (
      "POST /v1/note HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1388\r\n"
        + String(repeating: "a", count: 5000), 413, "HTTP_413"
    ),
    ("nonsense\r\n\r\n", 400, "VALIDATION_ERROR"), ("GET / HTTP/3.0\r\n\r\n", 505, "HTTP_505"),
  ])
  func `what cannot be read is answered and the connection closed`(wire: String, status: Int, code: String) throws {
    let server = try makeServer {
      $0.headLimit = 1000
      $0.bodyLimit = 1000
    }
    let reply = try Reply(server, wire)
    #expect(reply.status == status)
    #expect(reply.fields["connection"] == "close")
    #expect(reply.text.contains("\"code\":\"\(code)\""))
  }

  @Test
  func `a slow reader loses nothing`() throws {
    let client = try RawClient(port: server.port)
    let note = String(repeating: "word ", count: 1_000_000)
    client.send(try request(fault: "words=1000", transcript: note))
    #expect(try client.readToEnd() == .closed)
    #expect(try joinedContent(of: Reply(raw: client.received, end: .closed).text) == note)
  }
}
