import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// A plain blocking socket to a sandbox: what it reads is what was sent, byte for byte.
final class RawClient {
  enum End: Equatable { case closed, reset }

  private var descriptor: Int32
  private(set) var received: [UInt8] = []

  init(port: UInt16) throws {
    #if canImport(Glibc)
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    #else
      descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if result != 0 { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
  }

  deinit { leave() }

  /// Closes the socket, whatever is still to come.
  func leave() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
  }

  func send(_ text: String) { send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress! + sent, $0.count - sent, 0x4000) }
      if count <= 0 { return }
      sent += count
    }
  }

  /// Reads once; the bytes that came with it, or nil at the end of the connection.
  func read() throws -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    if count < 0 { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    received += buffer[..<count]
    return count == 0 ? nil : Array(buffer[..<count])
  }

  /// Reads until `received` ends with `text`.
  func read(until text: String) throws -> String {
    let wanted = Array(text.utf8)
    while !received.reversed().starts(with: wanted.reversed()) {
      guard try read() != nil else { break }
    }
    return String(decoding: received, as: UTF8.self)
  }

  /// Reads all that comes, and tells how the connection ended.
  func readToEnd() throws -> End {
    do {
      while try read() != nil {}
      return .closed
    } catch let error as POSIXError where error.code == .ECONNRESET {
      return .reset
    }
  }
}
