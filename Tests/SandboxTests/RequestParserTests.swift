import Testing

@testable import Sandbox

struct RequestParserTests {
  @Test(arguments: [
    ("GET /a?b=c%20d HTTP/1.1\r\nHost: x\r\n\r\n", "GET /a [b=c%20d] host=x |"),
    ("\r\n\r\nGET / HTTP/1.1\nHOST:x  \n\n", "GET / [] host=x |"),
    ("GET http://x:1/a HTTP/1.0\r\n\r\n", "GET /a [] |"),
    ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc", "POST / [] host=x content-length=3 abc|"),
    ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "POST / [] host=x content-length=0 |"),
    (
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n\r\n3;q=1\r\nabc\r\nA\r\n0123456789\r\n0\r\nT: 1\r\n\r\n",
      "POST / [] host=x transfer-encoding=Chunked abc0123456789|"
    ),
    (
      "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nPUT /2 HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nzGET /3 HTTP/1.0\r\n\r\n",
      "GET /1 [] host=x |PUT /2 [] host=x content-length=1 z|GET /3 [] |"
    ),
  ])
  func `requests survive every split`(wire: String, expected: String) throws {
    let bytes = Array(wire.utf8)
    #expect(try read([bytes[...]]) == expected)
    #expect(try read(bytes.map { [$0][...] }) == expected)
    for index in bytes.indices { #expect(try read([bytes[..<index], bytes[index...]]) == expected) }
  }

  @Test(arguments: [
    ("GET /\r\n\r\n", 400), ("GET  / HTTP/1.1\r\nHost: x\r\n\r\n", 400), ("G(T / HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("GET a HTTP/1.1\r\nHost: x\r\n\r\n", 400), ("GET / HTTP/1.1\r\n\r\n", 400), ("\u{16}\u{3}\u{1}", 400),
    ("GET / HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400),
    ("GET / HTTP/2.0\r\nHost: x\r\n\r\n", 505), ("GET / HTTP/1.10\r\nHost: x\r\n\r\n", 505),
    ("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
    ("GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n+1\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: x\r\nX: " + String(repeating: "a", count: 2000) + "\r\n\r\n", 431),
    (String(repeating: "a", count: 2000), 431), (String(repeating: "\n", count: 2000), 431),
  ])
  func `what is no request is refused`(wire: String, status: Int) {
    let error = #expect(throws: RequestError.self) { try read([Array(wire.utf8)[...]]) }
    #expect(error?.status == status)
  }

  @Test(arguments: [
    ("1.1", "", true), ("1.1", "close", false), ("1.1", "Keep-Alive, CLOSE", false),
    ("1.0", "", false), ("1.0", "keep-alive", true),
  ])
  func `a connection is kept as the request says`(version: String, connection: String, isKept: Bool) throws {
    let field = connection.isEmpty ? [] : ["Connection: \(connection)"]
    let head = try RequestHead(lines: ["GET / HTTP/\(version)", "Host: x"] + field)
    #expect(head.keepsAlive == isKept)
  }

  private func read(_ pieces: [ArraySlice<UInt8>]) throws -> String {
    var parser = RequestParser(headLimit: 1024)
    var text = ""
    for piece in pieces {
      parser.append(piece)
      while let part = try parser.next() {
        switch part {
        case .head(let head):
          text += "\(head.method) \(head.path) [\(head.query)] "
          text += head.fields.map { "\($0.name)=\($0.value) " }.joined()
        case .body(let bytes): text += String(decoding: bytes, as: UTF8.self)
        case .end: text += "|"
        }
      }
    }
    return text
  }
}
