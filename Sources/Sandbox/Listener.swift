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

  /// A listener for each of `hosts` (127.0.0.1 when there is none), all on one port; 0 lets the system choose it.
  static func listening(on hosts: [LoopbackHost], port: UInt16) throws(SandboxError) -> [Listener] {
    var attempts = port == 0 ? 20 : 1
    while true {
      attempts -= 1
      let first = try Listener(host: hosts.first ?? .ipv4, port: port)
      do {
        var listeners = [first]
        for host in hosts.dropFirst() { listeners.append(try Listener(host: host, port: first.port)) }
        return listeners
      } catch {
        // What is free on one address may be taken on the other: another port is tried.
        if attempts == 0 { throw error }
      }
    }
  }
}
