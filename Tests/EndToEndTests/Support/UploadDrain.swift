import Foundation
import Synchronization

/// Takes an upload of any size, keeps none of it, and answers with a note.
final class UploadDrain: Serving {
  private let port: Int
  private let listener: Int32
  private let share: Int
  private let count = Mutex(0)

  /// It answers when it has taken `share` bytes, or all if these are fewer, and takes no more.
  init(answeringAfter share: Int = .max) throws {
    self.share = share
    (listener, port) = try listenOnLoopback(backlog: 1)
    let listener = listener
    Thread.detachNewThread { [self] in
      let descriptor = accept(listener, nil, nil)
      guard descriptor >= 0 else { return }
      serve(descriptor)
      close(descriptor)
    }
  }

  deinit { close(listener) }

  /// Bytes taken, head included.
  var received: Int { count.withLock { $0 } }

  var environment: [String: String] {
    ["SOAPNOTEAPI_KEY": Upstream.key, "SOAPNOTEAPI_BASE_URL": "http://127.0.0.1:\(port)"]
  }

  private func serve(_ descriptor: Int32) {
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var (total, wanted) = (0, Int.max)
    while total < wanted, case let size = recv(descriptor, &buffer, buffer.count, 0), size > 0 {
      if total == 0 {
        let text = String(decoding: buffer[..<min(size, 4096)], as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n"),
          let match = text.firstMatch(of: #/(?i)content-length: *([0-9]+)/#), let length = Int(match.1)
        else { return }
        wanted = min(text[..<end.upperBound].utf8.count + length, share)
      }
      total += size
      count.withLock { [total] in $0 = total }
    }
    let body = #"{"noteId":"n","plan":"Rest."}"#
    let answer = Array("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8)
    _ = answer.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if share == .max { while recv(descriptor, &buffer, buffer.count, 0) > 0 {} }
  }
}
