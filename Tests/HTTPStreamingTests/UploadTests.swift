import Foundation
import HTTPStreaming
import Synchronization
import Testing

/// Multipart bodies, streamed from disk.
@Suite(.timeLimit(.minutes(1)))
final class UploadTests {
  private let client = CurlClient()
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("upload-\(UUID().uuidString)")
  private var path: String { folder.appendingPathComponent("visit.wav").path }

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
  deinit { _ = Result { try FileManager.default.removeItem(at: folder) } }

  private func put(
    _ server: LoopbackServer, limits: HTTPTimeouts = HTTPTimeouts(),
    progress: @escaping @Sendable (Int64, Int64) -> Void = { _, _ in }
  ) async -> Recorder.Record {
    let parts = [
      HTTPPart(
        name: "audio", fileName: "visit.wav", contentType: "audio/wav", content: .file(path: path), progress: progress),
      HTTPPart(name: "metadata", contentType: "application/json", content: .bytes(Array(#"{"specialty":"x"}"#.utf8))),
    ]
    let recorder = Recorder { _ in .flowing }
    _ = client.start(
      HTTPRequest(method: "PUT", url: server.origin, body: .multipart(parts), limits: limits), recorder)
    return await recorder.end()
  }

  @Test(arguments: [0, 1, 5_000_000])
  func `a file and its metadata arrive as parts`(size: Int) async throws {
    let bytes = Array(repeating: UInt8(ascii: "w"), count: size)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let wire = Mutex("")
    let server = try LoopbackServer { peer, _ in
      let request = peer.request() ?? ""
      wire.withLock { $0 = request }
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    }
    let steps = Mutex<[(Int64, Int64)]>([])
    let record = await put(server) { sent, size in steps.withLock { $0.append((sent, size)) } }
    #expect(record.failure == nil)
    let text = wire.withLock { $0 }
    #expect(text.hasPrefix("PUT / HTTP/1.1\r\n"))
    let boundary = try #require(
      text.firstMatch(of: /Content-Type: multipart\/form-data; boundary=(\S+)\r\n/)?.output.1)
    let parts = text.components(separatedBy: "--\(boundary)")
    try #require(parts.count == 4)
    #expect(
      parts[1] == "\r\nContent-Disposition: form-data; name=\"audio\"; filename=\"visit.wav\"\r\n"
        + "Content-Type: audio/wav\r\n\r\n" + String(decoding: bytes, as: UTF8.self) + "\r\n")
    #expect(
      parts[2] == "\r\nContent-Disposition: form-data; name=\"metadata\"\r\n"
        + "Content-Type: application/json\r\n\r\n{\"specialty\":\"x\"}\r\n")
    #expect(parts[3] == "--\r\n")
    let progress = steps.withLock { $0 }
    #expect(progress.map(\.0) == progress.map(\.0).sorted())
    #expect(progress.allSatisfy { $0.1 == Int64(size) })
    if size > 0 { #expect(progress.last?.0 == Int64(size)) }
  }

  @Test func `a file that was sent whole is not sent again when its connection closes without an answer`() async throws
  {
    try Data("sound".utf8).write(to: URL(fileURLWithPath: path))
    let requests = Mutex(0)
    let server = try LoopbackServer { peer, number in
      while peer.request() != nil {
        guard
          requests.withLock({
            $0 += 1; return $0
          }) != 2
        else { return }
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
      }
    }
    #expect(await put(server).failure == nil)
    guard case .broken = await put(server).failure else {
      Issue.record("the connection was lost and nothing said so")
      return
    }
    #expect(requests.withLock { $0 } == 2)
  }

  enum Fault: Sendable, CaseIterable { case missing, folder, pipe, shortened, rewritten }

  @Test(arguments: Fault.allCases)
  func `a file that is not there or changes is an error of its own`(fault: Fault) async throws {
    let url = URL(fileURLWithPath: path)
    let size = 20_000_000
    switch fault {
    case .missing: break
    case .folder: try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    case .pipe: try #require(mkfifo(path, 0o600) == 0)
    case .shortened, .rewritten: try Data(count: size).write(to: url)
    }
    let received = Mutex(0)
    let closed = Signal()
    let server = try LoopbackServer { [path] peer, _ in
      // Far more is still to come than the sockets hold.
      var count = peer.read()?.count ?? 0
      if fault == .shortened { truncate(path, off_t(size / 2)) }
      if fault == .rewritten {
        let descriptor = open(path, O_WRONLY)
        write(descriptor, "changed", 7)
        close(descriptor)
      }
      while let bytes = peer.read() { count += bytes.count }
      received.withLock { $0 = count }
      closed.raise()
    }
    let record = await put(server)
    guard case .unreadableBody(let detail) = record.failure else {
      Issue.record("\(String(describing: record.failure)) for \(fault)")
      return
    }
    #expect(!detail.contains("visit"))
    if fault == .shortened || fault == .rewritten { await closed.wait() }
    #expect(received.withLock { $0 } < size)
  }

  @Test func `no answer is due while a file is being sent`() async throws {
    let size = 150_000_000
    try Data().write(to: URL(fileURLWithPath: path))
    try #require(truncate(path, off_t(size)) == 0)
    let server = try LoopbackServer { peer, _ in
      var received = 0
      while received < size, let bytes = peer.read() {
        received += bytes.count
        Thread.sleep(forTimeInterval: 0.0015)
      }
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    }
    let began = ContinuousClock.now
    let record = await put(server, limits: HTTPTimeouts(firstChunk: .seconds(2)))
    #expect(record.failure == nil)
    #expect(ContinuousClock.now - began > .seconds(2), "the clock had time to run out")
  }

  @Test func `an upload that stalls is ended by the first-chunk clock`() async throws {
    try Data(count: 50_000_000).write(to: URL(fileURLWithPath: path))
    let mayEnd = Signal()
    let server = try LoopbackServer { _, _ in mayEnd.block() }
    let record = await put(server, limits: HTTPTimeouts(firstChunk: .milliseconds(200)))
    #expect(record.failure == .timedOut(.firstChunk))
    mayEnd.raise()
  }

  @Test(arguments: ["a\r\nX: y", "a\u{0}", "a\n"])
  func `names that would break out of their line are refused`(name: String) async throws {
    let parts = [
      HTTPPart(name: name, content: .bytes([])), HTTPPart(name: "a", fileName: name, content: .bytes([])),
      HTTPPart(name: "a", contentType: name, content: .bytes([])),
    ]
    for part in parts {
      let recorder = Recorder()
      _ = client.start(HTTPRequest(method: "PUT", url: "http://127.0.0.1:1", body: .multipart([part])), recorder)
      guard case .invalidRequest = await recorder.end().failure else {
        Issue.record("\(String(describing: recorder.record.failure))")
        continue
      }
    }
  }
}
