#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A non-blocking TCP socket on a loopback address, closed when its value ends.
struct Socket: ~Copyable, Sendable {
  enum Transfer: Equatable {
    case bytes(Int)
    case blocked
    /// The peer has closed or reset the connection.
    case ended
  }

  enum Arrival: ~Copyable {
    case connection(Socket)
    case none
    /// The process may open no more descriptors.
    case exhausted
  }

  let descriptor: CInt

  private init(adopting descriptor: CInt) {
    self.descriptor = descriptor
    makeNonBlocking(descriptor)
  }

  deinit { close(descriptor) }

  /// A socket that listens on `host`; port 0 lets the system choose one.
  static func listening(on host: LoopbackHost, port: UInt16) throws(SandboxError) -> Socket {
    let descriptor = socket(host.family, streamKind, 0)
    guard descriptor >= 0 else { throw .cannotListen(host, port: port, code: errno) }
    let listener = Socket(adopting: descriptor)
    listener.set(SO_REUSEADDR, to: 1)
    if host == .ipv6 { setOption(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, to: CInt(1)) }
    let bound = unsafe host.withAddress(port: port) { unsafe bind(descriptor, $0, $1) }
    guard bound == 0, listen(descriptor, SOMAXCONN) == 0 else {
      throw .cannotListen(host, port: port, code: errno)
    }
    return listener
  }

  /// The port that the socket is bound to.
  var port: UInt16 {
    var address = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return unsafe withUnsafeMutablePointer(to: &address) { storage in
      unsafe storage.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = unsafe getsockname(descriptor, $0, &length)
      }
      // The port stands at the same place in an IPv4 and in an IPv6 address.
      return unsafe storage.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        unsafe UInt16(bigEndian: $0.pointee.sin_port)
      }
    }
  }

  func accept() -> Arrival {
    let descriptor = systemAccept(self.descriptor, nil, nil)
    if descriptor >= 0 {
      let socket = Socket(adopting: descriptor)
      setOption(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, to: CInt(1))
      #if canImport(Darwin)
        socket.set(SO_NOSIGPIPE, to: 1)
      #endif
      return .connection(socket)
    }
    return errno == EMFILE || errno == ENFILE ? .exhausted : .none
  }

  /// Reads what has arrived, as far as `buffer` holds it.
  func receive(into buffer: inout [UInt8]) -> Transfer {
    let count = unsafe buffer.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
    if count > 0 { return .bytes(count) }
    return count < 0 && isTransient(errno) ? .blocked : .ended
  }

  /// Sends what the system takes of `bytes` from `start` on.
  func send(_ bytes: [UInt8], from start: Int) -> Transfer {
    let count = unsafe bytes.withUnsafeBytes {
      unsafe systemSend(descriptor, $0.baseAddress?.advanced(by: start), $0.count - start, noSignal)
    }
    if count >= 0 { return .bytes(count) }
    return isTransient(errno) ? .blocked : .ended
  }

  /// Tells the peer that nothing more follows (FIN); reading goes on.
  func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Makes the closing of the socket a reset (RST).
  func resetOnClose() {
    setOption(descriptor, SOL_SOCKET, SO_LINGER, to: linger(l_onoff: 1, l_linger: 0))
  }

  private func set(_ option: CInt, to value: CInt) { setOption(descriptor, SOL_SOCKET, option, to: value) }
}

private func setOption<Value: BitwiseCopyable>(_ descriptor: CInt, _ level: CInt, _ option: CInt, to value: Value) {
  var value = value
  _ = unsafe setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Value>.size))
}

private func makeNonBlocking(_ descriptor: CInt) {
  _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
  _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
}

private func isTransient(_ code: CInt) -> Bool { code == EAGAIN || code == EWOULDBLOCK || code == EINTR }

// The members of `Socket` hide the system calls of the same name.
private func systemAccept(
  _ descriptor: CInt, _ address: UnsafeMutablePointer<sockaddr>?, _ length: UnsafeMutablePointer<socklen_t>?
) -> CInt { unsafe accept(descriptor, address, length) }

private func systemSend(_ descriptor: CInt, _ bytes: UnsafeRawPointer?, _ count: Int, _ flags: CInt) -> Int {
  unsafe send(descriptor, bytes, count, flags)
}

#if canImport(Glibc)
  private let streamKind = CInt(SOCK_STREAM.rawValue)
#else
  private let streamKind = SOCK_STREAM
#endif

#if canImport(Darwin)
  private let noSignal: CInt = 0
#else
  private let noSignal = CInt(MSG_NOSIGNAL)
#endif
