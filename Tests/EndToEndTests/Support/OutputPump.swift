import Foundation

/// The thread that reads what a program writes, so that the program never waits for a test unless it should.
struct OutputPump {
  private typealias State = ServerProcess.State

  /// Where to ring when `State.reading` has changed.
  let wake: Int32
  private let woken: Int32
  private let child: ChildProcess
  private let board: Board<ServerProcess.State>

  init(_ child: ChildProcess, _ board: Board<ServerProcess.State>) throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw ChildProcess.CannotStart(code: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (woken, wake) = (ends[0], ends[1])
    (self.child, self.board) = (child, board)
  }

  static func ring(_ wake: Int32) { _ = [UInt8(1)].withUnsafeBytes { write(wake, $0.baseAddress, 1) } }

  func start() {
    let pump = self
    Thread.detachNewThread { pump.run() }
  }

  private func run() {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var (output, errors) = (child.output, child.errors)
    while output >= 0 || errors >= 0 {
      let reading = board.state.reading
      if reading == .closed, output >= 0 {
        close(output)
        output = -1
        board.update { $0.isClosed = true }
        continue
      }
      var polled = [
        pollfd(fd: reading == .paused ? -1 : output, events: Int16(POLLIN), revents: 0),
        pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
        pollfd(fd: woken, events: Int16(POLLIN), revents: 0),
      ]
      _ = poll(&polled, nfds_t(polled.count), -1)
      if polled[2].revents != 0 { _ = read(woken, &buffer, buffer.count) }
      if polled[0].revents != 0 { take(&output, &buffer) { $0.wire.append($1) } }
      if polled[1].revents != 0 { take(&errors, &buffer) { $0.errors += $1 } }
      // A program that has ended while its output is not being read has not ended for its client yet, but it has for
      // the caller.
      if errors < 0, reading == .paused { break }
    }
    child.waitForEnd()
    board.update { $0.exit = child.reap() }
    for descriptor in [output, errors, woken] where descriptor >= 0 { close(descriptor) }
  }

  private func take(
    _ descriptor: inout Int32, _ buffer: inout [UInt8], _ put: (inout State, ArraySlice<UInt8>) -> Void
  ) {
    let count = read(descriptor, &buffer, buffer.count)
    if count > 0 {
      board.update { put(&$0, buffer[..<count]) }
    } else if count == 0 || errno != EINTR {
      close(descriptor)
      descriptor = -1
    }
  }
}
