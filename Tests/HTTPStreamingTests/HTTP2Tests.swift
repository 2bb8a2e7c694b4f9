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
    let seen = first.record.pieces
    await first.until { $0.pieces > seen + 1 }
    firstExchange.cancel()
    #expect(await first.end().failure == .cancelled)
    // The server sees the stream reset, sooner or later; the connection goes on.
    var closed = Recorder.Record()
    repeat {
      closed = await start("/closed-streams").0.end()
      #expect(closed.failure == nil)
    } while closed.failure == nil && !closed.text.contains("/endless")
    #expect(closed.head?.first("x-session") == second.record.head?.first("x-session"))
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
