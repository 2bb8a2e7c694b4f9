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
    #if canImport(Darwin)
      let type = SOCK_STREAM
    #else
      let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    #endif
    listener = socket(AF_INET, type, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let failed = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) != 0 || listen(listener, 1) != 0 || getsockname(listener, $0, &length) != 0
      }
    }
    guard !failed else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    port = Int(UInt16(bigEndian: address.sin_port))
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
