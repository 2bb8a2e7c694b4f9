import Foundation
import HTTPStreaming
import Testing

/// HTTP/2, spoken by Node.
@Suite(.timeLimit(.minutes(1)), .enabled(if: TLSServer.isPossible && HTTP2Server.isPossible, "needs openssl and node"))
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
        connection: HTTPConnection(caFile: server.authority))
      return (recorder, client.start(request, recorder))
    }
    let (first, firstExchange) = start("/endless")
    await first.until { $0.text.contains("data: 3") }
    #expect(first.record.head?.first("x-http-version") == "2.0")
    // They join the connection that stands.
    let (second, _) = start("/short")
    #expect(await second.end().text == "whole")
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
    // The server saw the stream reset; the connection goes on.
    let (fourth, _) = start("/closed-streams")
    #expect(await fourth.end().text.contains("/endless"))
    #expect(fourth.record.head?.first("x-session") == second.record.head?.first("x-session"))
  }

  @Test func `a paused stream stalls its server and holds no other up`() async throws {
    let server = try HTTP2Server()
    let connection = HTTPConnection(caFile: server.authority)
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

/// A server for `HTTP2Tests`, in a process of its own.
private final class HTTP2Server: Sendable {
  static let isPossible: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["node", "--version"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  private static let script = """
    const fs = require("fs"), closed = []; let sessions = 0
    const server = require("http2").createSecureServer({key: fs.readFileSync(process.argv[1]),
      cert: fs.readFileSync(process.argv[2])})
    server.on("session", session => session.number = ++sessions)
    server.on("stream", (stream, headers) => {
      const path = headers[":path"]
      stream.on("error", () => {})
      stream.on("close", () => closed.push(path))
      stream.respond({":status": 200, "x-http-version": "2.0", "x-session": String(stream.session.number)})
      if (path == "/endless") {
        let number = 0
        const timer = setInterval(() => stream.write("data: " + number++ + "\\n\\n"), 5)
        stream.on("close", () => clearInterval(timer))
      } else if (path == "/broken") {
        stream.write("half")
        setTimeout(() => stream.destroy(new Error()), 20)
      } else if (path == "/large") {
        stream.end(Buffer.alloc(3000000, "x"))
      } else {
        stream.end(path == "/short" ? "whole" : closed.join(" "))
      }
    })
    server.listen(0, "127.0.0.1", () => console.log(server.address().port))
    """

  let port: Int
  var authority: String { certificates.authority }
  private let certificates: TLSServer
  private let process = Process()

  init() throws {
    certificates = try TLSServer()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["node", "-e", Self.script, certificates.clientKey, certificates.clientCertificate]
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
  }

  deinit { process.terminate() }
}
