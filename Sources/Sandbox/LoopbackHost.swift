#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// One of the two addresses that this server may listen on.
package enum LoopbackHost: String, Sendable, CaseIterable {
  case ipv4 = "127.0.0.1"
  case ipv6 = "::1"

  /// The host as it stands in a URL: an IPv6 address in brackets.
  package var authority: String { self == .ipv6 ? "[\(rawValue)]" : rawValue }

  var family: CInt { self == .ipv6 ? AF_INET6 : AF_INET }

  func withAddress(port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt) -> CInt {
    switch self {
    case .ipv4:
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
      return unsafe withGenericAddress(&address, body)
    case .ipv6:
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      address.sin6_port = port.bigEndian
      unsafe withUnsafeMutableBytes(of: &address.sin6_addr) { unsafe $0[15] = 1 }
      return unsafe withGenericAddress(&address, body)
    }
  }
}

private func withGenericAddress<Address>(
  _ address: inout Address, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt
) -> CInt {
  unsafe withUnsafePointer(to: &address) {
    unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      unsafe body($0, socklen_t(MemoryLayout<Address>.size))
    }
  }
}
