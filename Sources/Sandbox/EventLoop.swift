#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Serves all connections of a sandbox from one thread, with poll(2).
final class EventLoop {
  private let listeners: [Listener]
  private let api: SandboxAPI
  private let board: StatisticsBoard
  private let stopSignal: StopSignal
  private var connections: [Connection] = []
  private var polled: [pollfd] = []
  private var buffer = [UInt8](repeating: 0, count: 65_536)
  /// No connections are accepted before: descriptors had run out.
  private var acceptsAgain = Instant(nanoseconds: 0)

  init(listeners: [Listener], api: SandboxAPI, board: StatisticsBoard, stopSignal: StopSignal) {
    self.listeners = listeners
    self.api = api
    self.board = board
    self.stopSignal = stopSignal
  }

  /// Runs until the stop signal is raised.
  func run() {
    while true {
      waitForEvents()
      if polled[0].revents != 0 { break }
      let now = Instant.now
      for (index, connection) in connections.enumerated() {
        let ready = polled[index + 1 + listeners.count].revents
        if ready != 0 || connection.deadline <= now {
          connection.advance(readable: ready & ~Int16(POLLOUT) != 0, now: now, buffer: &buffer)
        }
      }
      remove { $0.isClosed }
      for (index, listener) in listeners.enumerated() where polled[index + 1].revents != 0 { accept(from: listener) }
    }
    remove { _ in true }
  }

  private func waitForEvents() {
    let now = Instant.now
    var next = acceptsAgain > now ? acceptsAgain : .never
    polled.removeAll(keepingCapacity: true)
    polled.append(pollfd(fd: stopSignal.descriptor, events: Int16(POLLIN), revents: 0))
    for listener in listeners {
      // poll(2) passes over a negative descriptor.
      let descriptor = acceptsAgain > now ? -1 : listener.socket.descriptor
      polled.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
    }
    for connection in connections {
      polled.append(pollfd(fd: connection.descriptor, events: connection.interest, revents: 0))
      next = min(next, connection.deadline)
    }
    let count = unsafe poll(&polled, nfds_t(polled.count), now.milliseconds(until: next))
    if count < 0 { for index in polled.indices { polled[index].revents = 0 } }
  }

  private func accept(from listener: Listener) {
    while true {
      switch listener.socket.accept() {
      case .connection(let socket):
        connections.append(Connection(socket: socket, api: api, board: board))
        board.update {
          $0.connections += 1
          $0.openConnections += 1
        }
      case .none: return
      case .exhausted:
        acceptsAgain = Instant.now.advanced(milliseconds: 50)
        return
      }
    }
  }

  /// Lets go of connections, which closes their sockets.
  private func remove(where condition: (Connection) -> Bool) {
    let count = connections.count
    connections.removeAll(where: condition)
    let removed = count - connections.count
    if removed > 0 { board.update { $0.openConnections -= removed } }
  }
}
