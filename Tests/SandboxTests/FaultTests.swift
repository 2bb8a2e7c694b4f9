import Foundation
import Sandbox
import Testing

/// What faults do on the wire.
@Suite(.timeLimit(.minutes(5)))
struct FaultTests {
  private static let note = "Subjective:\nOne two three.\n\nPlan:\nFour."
  private static let events = ["Subjective:\\n", "One two three.\\n\\n", "Plan:\\n", "Four."]
  private static let stream = events.map { "data: {\"content\":\"\($0)\"}\n\n" }.joined() + "data: [DONE]\n\n"
  private static let doneOffset = stream.utf8.count - 14

  private let server: SandboxServer

  init() throws { server = try makeServer() }

  private func reply(_ fault: String) throws -> Reply {
    try Reply(server, try request(fault: fault, transcript: Self.note))
  }

  @Test
  func `without a fault the stream is whole`() throws {
    let reply = try reply("")
    #expect(reply.text == Self.stream)
    #expect(reply.isWhole)
    #expect(reply.end == .closed)
  }

  @Test(arguments: [("reset", RawClient.End.reset, false), ("close", .closed, false), ("cut", .closed, true)])
  func `a stream can end at every byte`(kind: String, end: RawClient.End, isWhole: Bool) throws {
    for count in 0...Self.stream.utf8.count {
      let reply = try reply("\(kind)=\(count)")
      #expect(reply.status == 200)
      #expect(reply.body == Array(Self.stream.utf8.prefix(count)))
      #expect(reply.end == end)
      #expect(reply.isWhole == isWhole)
    }
  }

  @Test(arguments: [
    ("50%", stream.utf8.count / 2), ("100%", stream.utf8.count), ("end", stream.utf8.count), ("done", doneOffset),
    ("event:0", 0), ("event:1", 35), ("event:9", stream.utf8.count), ("1000000", stream.utf8.count),
  ])
  func `positions are found`(position: String, offset: Int) throws {
    #expect(try reply("close=\(position)").body.count == offset)
  }

  @Test(arguments: ["reset", "close"])
  func `an answer can end at every byte of the wire`(kind: String) throws {
    let whole = try reply("").raw
    for count in stride(from: 0, to: whole.count, by: 7) {
      let reply = try reply("\(kind)=wire:\(count)")
      #expect(reply.raw == Array(whole.prefix(count)))
      #expect(reply.end == (kind == "reset" ? .reset : .closed))
    }
    #expect(try reply("\(kind)=head").raw == [])
  }

  @Test(arguments: [
    ("stall=event:1,120", 120), ("stall=wire:10,120", 120), ("stall=end,120", 120), ("delay=120", 120),
    ("first=120", 120),
    ("pace=40", 120), ("pace=40;delay=60;first=20", 200), ("split=5,6,7;gap=40", 120),
    ("stall=2,60;close=2;delay=60", 120),
  ])
  func `an answer takes its time`(fault: String, milliseconds: Int) throws {
    let clock = ContinuousClock()
    let start = clock.now
    let reply = try reply(fault)
    #expect(clock.now - start >= .milliseconds(milliseconds))
    #expect(reply.text == (fault.contains("close") ? String(Self.stream.prefix(2)) : Self.stream))
  }

  @Test(arguments: [("stall=event:2", 2, 0), ("stall=event:2;heartbeat=5", 2, 3)])
  func `a stream can fall silent for ever`(fault: String, events: Int, heartbeats: Int) async throws {
    let client = try RawClient(port: server.port)
    client.send(try request(fault: fault, transcript: Self.note))
    _ = try client.read(until: "One two three.\\n\\n\"}\n\n\r\n")
    for _ in 0..<heartbeats { _ = try client.read(until: "e\r\n: keep-alive\n\n\r\n") }
    #expect(server.statistics.streamsInFlight == 1)
    client.leave()
    #expect(try await server.wait { $0.openConnections == 0 }.cancelled == 1)
  }

  @Test
  func `comments fill a silence`() throws {
    let text = try reply("stall=event:1,100;heartbeat=10").text
    #expect(text.components(separatedBy: ": keep-alive\n\n").count == 11)
    #expect(text.replacing(": keep-alive\n\n", with: "") == Self.stream)
  }

  @Test
  func `a byte at a time is a chunk a byte`() throws {
    let reply = try reply("drip")
    let pieces = String(decoding: reply.raw, as: UTF8.self).components(separatedBy: "\r\n1\r\n")
    #expect(pieces.count == Self.stream.utf8.count + 1)
    #expect(reply.text == Self.stream)
  }

  @Test
  func `a byte at a time can be the wire's`() throws {
    let client = try RawClient(port: server.port)
    client.send(try request(fault: "drip=wire;gap=1", transcript: "a"))
    var reads = 0
    while try client.read() != nil { reads += 1 }
    #expect(reads > client.received.count / 2)
    #expect(Reply(raw: client.received, end: .closed).text == "data: {\"content\":\"a\"}\n\ndata: [DONE]\n\n")
  }

  @Test
  func `pieces end where they are told to`() throws {
    let raw = String(decoding: try reply("split=3,20").raw, as: UTF8.self)
    #expect(raw.contains("\r\n\r\n3\r\ndat\r\n11\r\na: {\"content\":\"Su\r\nf\r\nbjective:\\n\"}\n\n\r\n"))
    #expect(try reply("split=wire,3,20").text == Self.stream)
  }

  @Test(arguments: [
    ("error=first", "data: {\"error\":\"Generation failed.\"}\n\n"),
    ("cut=done;done=none", String(stream.prefix(doneOffset))), ("done=none", String(stream.prefix(doneOffset))),
    ("done=line", String(stream.dropLast())), ("done=bare", String(stream.dropLast(2))),
    ("eol=crlf", stream.replacing("\n", with: "\r\n")), ("eol=cr", stream.replacing("\n", with: "\r")),
    ("bom", "\u{FEFF}" + stream), ("chars=100", "data: {\"content\":\"\(events.joined())\"}\n\ndata: [DONE]\n\n"),
    ("giant=9,last", stream.replacing("data: [", with: "data: {\"content\":\"aaaaaaaaa\"}\n\ndata: [")),
  ])
  func `events take the shape asked for`(fault: String, expected: String) throws {
    let reply = try reply(fault)
    #expect(reply.text == expected)
    #expect(reply.isWhole)
  }

  @Test(arguments: [
    ("status=503", 503, "application/json", "{\"error\":{\"code\":\"HTTP_503\",\"message\":\"Injected fault.\"}}"),
    ("status=429;code=RATE_LIMITED;message=Slow%20down%3B", 429, "application/json", "\"message\":\"Slow down;\""),
    ("status=401", 401, "application/json", "AUTHENTICATION_ERROR"),
    ("status=402", 402, "application/json", "HTTP_402"),
    ("status=500;body=text", 500, "text/plain", "Injected fault."),
    ("status=502;body=html", 502, "text/html", "<h1>502</h1>"),
    ("status=401;body=legacy;code=UNAUTHORIZED", 401, "application/json", "\"error_code\":\"UNAUTHORIZED\""),
    ("status=599;body=empty", 599, nil, ""), ("status=200;body=json", 200, "application/json", "Injected fault."),
    ("type=text/html", 200, "text/html", "data: [DONE]"),
    ("type=text/plain;status=204;body=empty", 204, "text/plain", ""),
  ])
  func `another answer can be given`(fault: String, status: Int, type: String?, body: String) throws {
    let reply = try reply(fault)
    #expect(reply.status == status)
    #expect(reply.fields["content-type"] == type)
    #expect(body.isEmpty ? reply.body.isEmpty : reply.text.contains(body))
  }

  @Test
  func `header fields can be added and redirections made`() throws {
    let limited = try reply("status=429;header=Retry-After:2;header=X-A: b:c")
    #expect(limited.fields["retry-after"] == "2")
    #expect(limited.fields["x-a"] == "b:c")
    #expect(try reply("redirect=http://127.0.0.1:1/x").status == 307)
    #expect(try reply("redirect=/y;status=302").fields["location"] == "/y")
  }

  @Test
  func `the end of the body can be told in each way`() throws {
    let length = try reply("framing=length")
    #expect(length.fields["content-length"] == String(Self.stream.utf8.count))
    #expect(length.fields["transfer-encoding"] == nil)
    #expect(length.text == Self.stream)
    let close = try reply("framing=close")
    #expect(close.fields["content-length"] == nil && close.fields["transfer-encoding"] == nil)
    #expect(close.text == Self.stream)
    let old = try reply("http10")
    #expect(String(decoding: old.raw, as: UTF8.self).hasPrefix("HTTP/1.0 200 "))
    #expect(old.text == Self.stream)
    let short = try reply("framing=length;length=5;close=end")
    #expect(short.text == Self.stream)
    #expect(!short.isWhole)
  }

  @Test
  func `garbage breaks the framing`() throws {
    #expect(try reply("garbage=head").raw.starts(with: "\u{1}garbage, not HTTP\r\n\r\nHTTP/1.1 200".utf8))
    let inBody = try reply("garbage=event:1")
    #expect(!inBody.isWhole)
    #expect(inBody.body == Array(Self.stream.utf8.prefix(35)))
    #expect(inBody.description.contains("\"}\n\n\r\n\u{1}garbage"))
  }

  @Test
  func `a compressed body is gzip`() throws {
    let reply = try reply("gzip")
    #expect(reply.fields["content-encoding"] == "gzip")
    #expect(reply.body.starts(with: [0x1F, 0x8B, 8, 0]))
  }

  @Test(arguments: [("hangup", nil), ("hangup=20", nil), ("polite", "close")])
  func `a connection kept alive can be closed under the client`(fault: String, connection: String?) throws {
    let client = try RawClient(port: server.port)
    let request = try request(fault: fault, transcript: Self.note, closes: false)
    client.send(request + request)
    #expect(try client.readToEnd() == .closed)
    let reply = Reply(raw: client.received, end: .closed)
    #expect(reply.fields["connection"] == connection)
    #expect(reply.text == Self.stream)
    #expect(reply.isWhole)
  }

  @Test(arguments: [
    ("line", "aaaaaaaa"), ("lines", "data: more\n"), ("comments", ": keep-alive\n"), ("events", "\"and so on \"}\n\n"),
    ("head", "X-Filler: aaaa"),
  ])
  func `an answer can go on for ever`(kind: String, piece: String) async throws {
    let client = try RawClient(port: server.port)
    client.send(try request(fault: "endless=\(kind)", transcript: Self.note))
    while client.received.count < 1_000_000, try client.read() != nil {}
    let text = String(decoding: client.received, as: UTF8.self)
    #expect(text.contains(piece))
    #expect(text.contains("\r\n\r\n") == (kind != "head"))
    client.leave()
    #expect(try await server.wait { $0.openConnections == 0 }.cancelled == 1)
  }

  @Test
  func `an upload can be answered before it is whole`() throws {
    let client = try RawClient(port: server.port)
    let head = "PUT /v1/note/audio HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n"
    client.send(head + "X-Sandbox-Fault: early=1000;status=413\r\n\r\n" + String(repeating: "a", count: 1000))
    #expect(try client.readToEnd() == .closed)
    #expect(Reply(raw: client.received, end: .closed).status == 413)
  }

  @Test
  func `a fault that cannot be understood is an error`() throws {
    let reply = try reply("resset=5")
    #expect(reply.status == 400)
    #expect(reply.text.contains("no fault is called 'resset'"))
  }
}
