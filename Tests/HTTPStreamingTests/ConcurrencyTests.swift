import Foundation
import HTTPStreaming
import Testing

/// Many exchanges at once, and what is left when they are over.
@Suite(.timeLimit(.minutes(2)))
struct ConcurrencyTests {
  @Test func `200 exchanges at once are kept apart`() async throws {
    let count = 200
    let allArrived = Signal()
    let arrivals = Arrivals(expected: count, allArrived)
    let server = try LoopbackServer { peer, _ in
      guard let request = peer.request() else { return }
      let name = request.split(separator: " ")[1].dropFirst()
      peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      arrivals.note()
      // None is answered before all have come: they are under way together.
      allArrived.block()
      for number in 0..<20 { peer.sendChunk("\(name).\(number) ") }
      peer.send("0\r\n\r\n")
    }
    let client = CurlClient()
    let recorders = (0..<count).map { _ in Recorder() }
    for (number, recorder) in recorders.enumerated() {
      _ = client.start(HTTPRequest(method: "GET", url: "\(server.origin)/\(number)"), recorder)
    }
    for (number, recorder) in recorders.enumerated() {
      let record = await recorder.end()
      #expect(record.failure == nil)
      #expect(record.disorder.isEmpty)
      #expect(record.text == (0..<20).map { "\(number).\($0) " }.joined())
    }
    #expect(server.connections == count)
  }

  @Test func `no descriptor is left when a client is gone, whatever became of its exchanges`() async throws {
    await #expect(processExitsWith: .success) {
      let server = try LoopbackServer { peer, _ in
        switch peer.request()?.split(separator: " ")[1] {
        case nil: break
        case "/0": peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        case "/1": peer.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok")
        case "/2": peer.reset()
        default: peer.awaitClose()
        }
      }
      func round() async {
        let client = CurlClient()
        for number in 0..<40 {
          let recorder = Recorder { _ in .flowing }
          let url = "\(server.origin)/\(number % 4)"
          let limits = HTTPTimeouts(total: number % 8 == 3 ? .milliseconds(20) : nil)
          let exchange = client.start(HTTPRequest(method: "GET", url: url, limits: limits), recorder)
          if number % 8 == 7 { exchange.cancel() }
          await recorder.end()
        }
      }
      // The first round opens what stays open for the life of the process.
      let sockets = openSockets()
      await round()
      while openSockets() > sockets { await Task.yield() }
      let before = openDescriptors()
      for _ in 0..<3 { await round() }
      // The thread of a client that is gone ends in its own time.
      while openDescriptors() > before { await Task.yield() }
    }
  }

  @Test func `a child process inherits no connection`() async throws {
    let server = try LoopbackServer { peer, _ in
      _ = peer.request()
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello")
      peer.awaitClose()
    }
    let client = CurlClient()
    let recorder = Recorder { _ in .flowing }
    let exchange = client.start(HTTPRequest(method: "GET", url: server.origin), recorder)
    await recorder.until { !$0.body.isEmpty }
    let mine = (0..<Int(getdtablesize())).filter { peerPort(of: Int32($0)) == server.port }
    #expect(mine.count == 1)
    for descriptor in mine { #expect(fcntl(Int32(descriptor), F_GETFD) & FD_CLOEXEC != 0) }
    exchange.cancel()
    await recorder.end()
  }
}

/// Counts up to a number and tells when it is reached.
private final class Arrivals: Sendable {
  private let left: NSLock = NSLock()
  private nonisolated(unsafe) var missing: Int
  private let complete: Signal

  init(expected: Int, _ complete: Signal) {
    missing = expected
    self.complete = complete
  }

  func note() {
    let isLast = left.withLock {
      missing -= 1
      return missing == 0
    }
    if isLast { complete.raise() }
  }
}

private func openDescriptors() -> Int { (0..<Int(getdtablesize())).count { fcntl(Int32($0), F_GETFD) != -1 } }

private func openSockets() -> Int {
  (0..<Int(getdtablesize())).count {
    var status = stat()
    return fstat(Int32($0), &status) == 0 && status.st_mode & S_IFMT == S_IFSOCK
  }
}

/// The remote port of a TCP socket.
private func peerPort(of descriptor: Int32) -> Int? {
  var address = sockaddr_in()
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  let result = withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(descriptor, $0, &length) }
  }
  return result == 0 && address.sin_family == sa_family_t(AF_INET) ? Int(UInt16(bigEndian: address.sin_port)) : nil
}
