import Foundation

/// A socket that listens on a free port of 127.0.0.1 and that no child process inherits.
func listenOnLoopback(backlog: Int32) throws -> (descriptor: Int32, port: Int) {
  #if canImport(Darwin)
    let type = SOCK_STREAM
  #else
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
  #endif
  let descriptor = socket(AF_INET, type, 0)
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  let failed = withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(descriptor, $0, length) != 0 || listen(descriptor, backlog) != 0 || getsockname(descriptor, $0, &length) != 0
    }
  }
  guard !failed else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
  return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
}
