import Foundation
import HTTPStreaming
import Testing

/// HTTP/2, spoken by Node.
@Suite(.timeLimit(.minutes(1)), .enabled(if: HTTP2Server.isPossible, "needs openssl and node"))
struct HTTP2Tests {
  private let client = CurlClient()

  @Test func `streams share a connection, and cancelling one leaves the others`() async throws {
    let server = try HTTP2Server()
    func start(_ path: String, _ answer: @escaping @Sendable (Recorder.Record) -> StreamState = { _ in .flowing })
      -> (Recorder, any HTTPExchange)
    {
      let recorder = Recorder(answer)
      let request = HTTPRequest(
        method: "POST", url: "https://127.0.0.1:\(server.port)\(path)", body: .bytes([0x61]),
        connection: HTTPConnection(caFile: server.certificates.authority))
      return (recorder, client.start(request, recorder))
    }
    let (first, firstExchange) = start("/endless")
    await first.until { $0.text.contains("data: 3") }
    #expect(first.record.head?.first("x-http-version") == "2.0")
    // They join the connection that stands.
    let (second, _) = start("/short")
    #expect(await second.end().failure == nil)
    #expect(second.record.text == "whole")
    #expect(second.record.head?.first("x-session") == first.record.head?.first("x-session"))
    let (third, _) = start("/broken")
    guard case .broken = await third.end().failure else {
      Issue.record("\(String(describing: third.record.failure))")
      return
    }
    #expect(first.record.failure == nil)
    let (fourth, fourthExchange) = start("/endless")
    await fourth.until { $0.text.contains("data: 3") }
    let seen = first.record.pieces
    await first.until { $0.pieces > seen + 1 }
    firstExchange.cancel()
    #expect(await first.end().failure == .cancelled)
    // The other stream goes on, and with it the connection, on which the server learns of the end.
    func closed() async -> Recorder.Record {
      var closed = Recorder.Record()
      repeat {
        closed = await start("/closed-streams").0.end()
        #expect(closed.failure == nil)
      } while closed.failure == nil && !closed.text.contains("/endless")
      return closed
    }
    #expect(await closed().head?.first("x-session") == second.record.head?.first("x-session"))
    #expect(fourth.record.failure == nil)
    fourthExchange.cancel()
    #expect(await fourth.end().failure == .cancelled)
  }

  @Test(arguments: [1, 3])
  func `a server learns of a cancel at once, also on a connection where nothing else happens`(streams: Int) async throws
  {
    let server = try HTTP2Server()
    func start(_ path: String, _ client: CurlClient) -> (Recorder, any HTTPExchange) {
      let recorder = Recorder { _ in .flowing }
      let request = HTTPRequest(
        method: "GET", url: "https://127.0.0.1:\(server.port)\(path)",
        connection: HTTPConnection(caFile: server.certificates.authority))
      return (recorder, client.start(request, recorder))
    }
    // So that all share the connection.
    _ = await start("/short", client).0.end()
    let silent = (0..<streams).map { _ in start("/silent", client) }
    for _ in silent { server.awaitSilence() }
    silent[0].1.cancel()
    #expect(await silent[0].0.end().failure == .cancelled)
    // Another client asks, so that nothing happens on the connection of this one.
    let other = CurlClient()
    var text = ""
    repeat { text = await start("/closed-streams", other).0.end().text } while !text.contains("/silent")
    #expect(text.components(separatedBy: "/silent").count == 2, "no other stream was closed")
    for (recorder, exchange) in silent.dropFirst() {
      #expect(!recorder.record.hasEnded)
      exchange.cancel()
      _ = await recorder.end()
    }
  }

  @Test func `a paused stream holds no other up and loses nothing`() async throws {
    let server = try HTTP2Server()
    let connection = HTTPConnection(caFile: server.certificates.authority)
    func request(_ path: String) -> HTTPRequest {
      HTTPRequest(method: "GET", url: "https://127.0.0.1:\(server.port)\(path)", connection: connection)
    }
    let paused = Recorder { $0.body.isEmpty ? .awaitingFirst : .paused }
    let exchange = client.start(request("/large"), paused)
    await paused.until { !$0.body.isEmpty && $0.passes > 0 }
    let other = Recorder()
    _ = client.start(request("/short"), other)
    #expect(await other.end().text == "whole")
    #expect(!paused.record.hasEnded)
    let reader = Task { [paused] in
      while !paused.record.hasEnded {
        exchange.resume()
        await Task.yield()
      }
    }
    #expect(await paused.end().body.count == 3_000_000)
    await reader.value
  }
}
