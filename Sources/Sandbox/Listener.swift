/// A socket that accepts connections.
final class Listener: Sendable {
  let host: LoopbackHost
  let socket: Socket
  let port: UInt16

  init(host: LoopbackHost, port: UInt16) throws(SandboxError) {
    self.host = host
    socket = try Socket.listening(on: host, port: port)
    self.port = socket.port
  }
}
