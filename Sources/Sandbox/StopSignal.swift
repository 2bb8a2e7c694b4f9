#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Wakes a thread that waits in poll(2): the descriptor becomes readable once the signal is raised, and stays so.
final class StopSignal: Sendable {
  let descriptor: CInt
  private let sender: CInt

  init() {
    var ends: [CInt] = [-1, -1]
    _ = unsafe pipe(&ends)
    descriptor = ends[0]
    sender = ends[1]
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  }

  deinit {
    close(descriptor)
    close(sender)
  }

  func raise() {
    var byte: UInt8 = 1
    _ = unsafe write(sender, &byte, 1)
  }
}

/// A socket that accepts connections.
final class Listener: Sendable {
  let socket: Socket
  let port: UInt16

  init(host: LoopbackHost, port: UInt16) throws(SandboxError) {
    socket = try Socket.listening(on: host, port: port)
    self.port = socket.port
  }
}
