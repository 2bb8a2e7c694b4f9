import Foundation
import Sandbox
import Testing

/// The streams that benchmarks are made on.
@Suite(.timeLimit(.minutes(5)))
struct LoadTests {
  private let server: SandboxServer

  init() throws { server = try makeServer() }

  private func contents(_ reply: Reply) -> [(number: Int, time: UInt64)] {
    reply.text.components(separatedBy: "\n\n").compactMap { event in
      guard event.hasPrefix("data: {\"content\":\""), event.hasSuffix(" ok \"}") else { return nil }
      let words = event.dropFirst(18).split(separator: " ")
      return (Int(words[0])!, UInt64(words[1])!)
    }
  }

  @Test(arguments: [(1, 1), (1000, 1), (1000, 20), (999, 20), (5000, 100_000)], ["GET", "POST"])
  func `events come in chunks as asked`(row: (events: Int, perChunk: Int), method: String) throws {
    let path = "/v1/stream/note?fault=load=events:\(row.events),perchunk:\(row.perChunk)"
    let reply = try Reply(server, request(method, path))
    #expect(reply.isWhole)
    #expect(reply.text.hasSuffix("\n\ndata: [DONE]\n\n"))
    #expect(contents(reply).map(\.number) == Array(0..<row.events))
    let chunks = String(decoding: reply.raw, as: UTF8.self).components(separatedBy: "\r\ndata: {").count - 1
    #expect(chunks == (row.events + row.perChunk - 1) / row.perChunk)
  }

  @Test
  func `events at a rate carry the time at which they were sent`() throws {
    let start = Instant.now
    let reply = try Reply(server, request("GET", "/v1/stream/note?fault=load=events:40,rate:200"))
    let end = Instant.now
    let times = contents(reply).map(\.time)
    #expect(times.count == 40)
    #expect(times == times.sorted())
    for (index, time) in times.enumerated() {
      #expect(time >= start.nanoseconds + UInt64(index) * 5_000_000)
      #expect(time <= end.nanoseconds)
    }
  }

  @Test
  func `many streams at a rate are served at once, from one thread`() async throws {
    let clients = try (0..<200).map { _ in try RawClient(port: server.port) }
    let text = try request("GET", "/v1/stream/note?fault=load=events:50,rate:50")
    for client in clients { client.send(text) }
    try await server.wait { $0.streamsInFlight == 200 }
    for client in clients {
      #expect(try client.readToEnd() == .closed)
      #expect(contents(Reply(raw: client.received, end: .closed)).count == 50)
    }
    #expect(try await server.wait { $0.openConnections == 0 }.cancelled == 0)
  }

  @Test
  func `a load needs a key and a POST without one needs a body`() throws {
    #expect(try Reply(server, request("GET", "/v1/stream/note?fault=load=events:1", key: nil)).status == 401)
    #expect(try Reply(server, request("GET", "/v1/stream/note")).status == 405)
  }
}
