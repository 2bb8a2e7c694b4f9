import Foundation
import HTTPStreaming
import Testing

/// Each clock runs when it should, stands still when it should, and has an outcome of its own.
@Suite(.timeLimit(.minutes(1)))
struct ClockTests {
  private let client = CurlClient()
  private let short = Duration.milliseconds(100)
  private let long = Duration.seconds(40)
  private static let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

  /// Runs a request against a script until it fails.
  private func failure(
    _ limits: HTTPTimeouts, scheme: String = "http",
    answer: @escaping @Sendable (Recorder.Record) -> StreamState = { $0.body.isEmpty ? .awaitingFirst : .flowing },
    _ script: @escaping @Sendable (Peer) -> Void
  ) async throws -> HTTPFailure? {
    let closed = Signal()
    let server = try LoopbackServer { peer, _ in
      script(peer)
      peer.awaitClose()
      closed.raise()
    }
    let recorder = Recorder(answer)
    let request = HTTPRequest(method: "GET", url: "\(scheme)://127.0.0.1:\(server.port)/", limits: limits)
    _ = client.start(request, recorder)
    let failure = await recorder.end().failure
    await closed.wait()
    return failure
  }

  /// Sends chunks for as long as the client takes them.
  private static func keepSending(_ peer: Peer) {
    _ = peer.request()
    peer.send(head)
    while peer.send("1\r\n:\r\n") { Thread.sleep(forTimeInterval: 0.01) }
  }

  @Test func `the connect clock covers a server that does not accept`() async throws {
    let (listener, port) = try LoopbackServer.listen(backlog: 0)
    // What fills the queue of those waiting to be accepted; later ones wait for an answer.
    let waiting = try (0..<4).map { _ in try Peer.connecting(to: port) }
    defer { for peer in waiting + [Peer(listener)] { peer.close() } }
    let recorder = Recorder()
    let limits = HTTPTimeouts(connect: short, firstChunk: long, idle: long, total: long)
    _ = client.start(HTTPRequest(method: "GET", url: "http://127.0.0.1:\(port)/", limits: limits), recorder)
    #expect(await recorder.end().failure == .timedOut(.connect))
  }

  @Test func `the connect clock covers a TLS handshake that stalls`() async throws {
    let limits = HTTPTimeouts(connect: short, firstChunk: long, idle: long, total: long)
    #expect(try await failure(limits, scheme: "https") { _ in } == .timedOut(.connect))
  }

  @Test func `the first-chunk clock does not run while connecting`() async throws {
    let limits = HTTPTimeouts(connect: .milliseconds(400), firstChunk: short, idle: short, total: long)
    #expect(try await failure(limits, scheme: "https") { _ in } == .timedOut(.connect))
  }

  @Test(arguments: ["", "HTTP/1.1 200 OK\r\n", head])
  func `the first-chunk clock covers a server that does not answer`(response: String) async throws {
    let limits = HTTPTimeouts(connect: long, firstChunk: short, idle: long, total: long)
    let failure = try await failure(limits) { peer in
      _ = peer.request()
      peer.send(response)
    }
    #expect(failure == .timedOut(.firstChunk))
  }

  @Test func `bytes that do not count do not stop the first-chunk clock`() async throws {
    let limits = HTTPTimeouts(connect: long, firstChunk: .milliseconds(300), idle: short, total: long)
    #expect(
      try await failure(limits, answer: { _ in .awaitingFirst }, Self.keepSending) == .timedOut(.firstChunk))
  }

  @Test func `the idle clock covers a stream that stalls`() async throws {
    let limits = HTTPTimeouts(connect: long, firstChunk: long, idle: short, total: long)
    let failure = try await failure(limits) { peer in
      _ = peer.request()
      peer.send(Self.head)
      peer.sendChunk("data")
    }
    #expect(failure == .timedOut(.idle))
  }

  @Test func `every byte starts the idle clock anew, and the total clock runs on`() async throws {
    let limits = HTTPTimeouts(connect: long, firstChunk: long, idle: .milliseconds(800), total: .seconds(2))
    #expect(try await failure(limits, Self.keepSending) == .timedOut(.total))
  }

  @Test func `the idle clock stands still during a pause`() async throws {
    let limits = HTTPTimeouts(connect: long, firstChunk: long, idle: short, total: .milliseconds(600))
    let failure = try await failure(limits, answer: { _ in .paused }) { peer in
      _ = peer.request()
      peer.send(Self.head)
      peer.sendChunk("data")
    }
    #expect(failure == .timedOut(.total))
  }

  @Test(arguments: ["http", "https"])
  func `the total clock runs in every state`(scheme: String) async throws {
    let limits = HTTPTimeouts(connect: long, firstChunk: long, idle: long, total: short)
    #expect(try await failure(limits, scheme: scheme) { _ in } == .timedOut(.total))
  }

  @Test func `without limits nothing runs out`() async throws {
    let mayEnd = Signal()
    let server = try LoopbackServer { peer, _ in
      _ = peer.request()
      peer.send(Self.head)
      peer.sendChunk("data")
      mayEnd.block()
      peer.send("0\r\n\r\n")
    }
    let patient = Recorder()
    _ = client.start(HTTPRequest(method: "GET", url: server.origin), patient)
    await patient.until { $0.pieces == 1 }
    // Another's clock runs out meanwhile.
    #expect(
      try await failure(HTTPTimeouts(total: .milliseconds(300))) { _ in } == .timedOut(.total))
    #expect(!patient.record.hasEnded)
    mayEnd.raise()
    #expect(await patient.end().failure == nil)
  }
}
