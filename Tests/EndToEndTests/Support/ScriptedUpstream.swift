import Foundation
import Synchronization

/// A server on 127.0.0.1 that answers exactly the bytes it is told, whatever is asked.
final class ScriptedUpstream: Serving {
  typealias Script = @Sendable (_ peer: Peer, _ request: Int) -> Void

  let port: Int
  private let listener: Int32

  /// `script` plays each request that has come whole, numbered from 1; the connection is closed after it.
  init(_ script: @escaping Script) throws {
    (listener, port) = try listenOnLoopback(backlog: 64)
    let listener = listener
    Thread.detachNewThread {
      var number = 0
      while case let descriptor = accept(listener, nil, nil), descriptor >= 0 {
        number += 1
        let peer = Peer(descriptor)
        Thread.detachNewThread { [number] in
          if peer.readRequest() { script(peer, number) }
          peer.end()
        }
      }
      close(listener)
    }
  }

  /// Answers every request with an event stream of these bytes, ended by the end of the connection.
  convenience init(stream: some Collection<UInt8> & Sendable, type: String? = "text/event-stream") throws {
    let head = "HTTP/1.1 200 OK\r\n\(type.map { "Content-Type: \($0)\r\n" } ?? "")Connection: close\r\n\r\n"
    try self.init { peer, _ in peer.send(Array(head.utf8) + Array(stream)) }
  }

  convenience init(stream: String) throws { try self.init(stream: Array(stream.utf8)) }

  /// Answers every request with this JSON.
  convenience init(answering body: String) throws {
    try self.init { peer, _ in
      peer.send(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
          + "Connection: close\r\n\r\n\(body)")
    }
  }

  deinit { shutdown(listener, Int32(SHUT_RDWR)) }

  var environment: [String: String] {
    ["SOAPNOTEAPI_KEY": Upstream.key, "SOAPNOTEAPI_BASE_URL": "http://127.0.0.1:\(port)"]
  }

  /// The server's end of one connection.
  final class Peer: Sendable {
    private let descriptor: Int32

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    func send(_ text: String) { send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) {
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 else { return }
        rest = rest.dropFirst(count)
      }
    }

    /// Waits until the client has closed the connection.
    func awaitClose() { while read() != nil {} }

    fileprivate func end() {
      // What was sent must not be reset away by what was not read.
      shutdown(descriptor, Int32(SHUT_WR))
      awaitClose()
      close(descriptor)
    }

    fileprivate func readRequest() -> Bool {
      var bytes: [UInt8] = []
      while !Self.isWhole(bytes) {
        guard let more = read() else { return false }
        bytes += more
      }
      return true
    }

    private func read() -> [UInt8]? {
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = recv(descriptor, &buffer, buffer.count, 0)
      return count > 0 ? Array(buffer[..<count]) : nil
    }

    private static func isWhole(_ bytes: [UInt8]) -> Bool {
      let text = String(decoding: bytes, as: UTF8.self)
      guard let end = text.range(of: "\r\n\r\n") else { return false }
      let match = text[..<end.lowerBound].firstMatch(of: #/(?i)content-length: *([0-9]+)/#)
      return text[end.upperBound...].utf8.count >= match.flatMap { Int($0.1) } ?? 0
    }
  }
}
