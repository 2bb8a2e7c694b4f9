#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// One client's connection: reads requests, and plays the script of each answer, one after the other.
final class Connection {
  private enum Phase {
    /// Waits for a request, or for the rest of one.
    case reading
    case answering(Performance)
    /// Has sent its last byte and waits a while for the client to close, so that what was sent is not reset away.
    case draining(until: Instant)
    case closed
  }

  private static let drainMilliseconds = 2_000
  /// What one connection may send before the others have their turn, in bytes.
  private static let turn = 262_144
  /// Requests that wait behind an unfinished answer are read ahead so far, in bytes.
  private static let readAhead = 262_144

  private let socket: Socket
  private let api: SandboxAPI
  private let board: StatisticsBoard
  private var parser: RequestParser
  private var phase = Phase.reading
  /// The request whose body is arriving.
  private var request: IncomingRequest?
  private var isBlocked = false
  /// Leaves what the client sends unread for a while.
  private var isResting = false
  /// When there is something to do even if nothing arrives.
  private(set) var deadline = Instant.never

  init(socket: consuming Socket, api: SandboxAPI, board: StatisticsBoard) {
    self.socket = socket
    self.api = api
    self.board = board
    parser = RequestParser(headLimit: api.headLimit)
  }

  var descriptor: CInt { socket.descriptor }

  var isClosed: Bool { if case .closed = phase { true } else { false } }

  /// What poll(2) is to watch for.
  var interest: Int16 {
    var events: Int32 = 0
    if parser.pending < Self.readAhead, !isResting { events |= Int32(POLLIN) }
    if isBlocked { events |= Int32(POLLOUT) }
    return Int16(events)
  }

  /// Does what can be done now without waiting.
  func advance(readable: Bool, now: Instant, buffer: inout [UInt8]) {
    if readable { receive(into: &buffer) }
    deadline = .never
    isBlocked = false
    isResting = false
    while true {
      switch phase {
      case .reading:
        guard read() else {
          if readable { rest(from: now) }
          return
        }
      case .answering(let performance): guard play(performance, now: now) else { return }
      case .draining(let end):
        if now < end { deadline = end } else { phase = .closed }
        return
      case .closed: return
      }
    }
  }

  private func receive(into buffer: inout [UInt8]) {
    switch socket.receive(into: &buffer) {
    case .bytes(let count):
      if case .draining = phase { return }
      parser.append(buffer[..<count])
    case .blocked: break
    case .ended:
      // A client that closes its side does not wait for the answer either.
      if case .answering(let performance) = phase { end(performance, cancelled: true) }
      phase = .closed
    }
  }

  /// Reads on in a request; false when more bytes are needed.
  private func read() -> Bool {
    do {
      switch try parser.next() {
      case .head(let head):
        if head.path.hasPrefix("/v1/") { board.update { $0.requests += 1 } }
        request = try api.begin(head)
        answerEarly()
        if request != nil, head.expectsContinue, head.body != .none {
          _ = socket.send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8), from: 0)
        }
      case .body(let bytes):
        try request?.append(bytes)
        answerEarly()
      case .end:
        guard let request else { break }
        self.request = nil
        start(api.answer(request, isWhole: true))
      case nil: return false
      }
    } catch {
      request = nil
      start(api.answer(error))
    }
    return true
  }

  /// Reads no more of a request's body for as long as its fault says.
  private func rest(from now: Instant) {
    guard let pause = request?.fault.readPause else { return }
    isResting = true
    deadline = now.advanced(milliseconds: pause)
  }

  private func answerEarly() {
    guard let request, request.isAnsweredEarly else { return }
    self.request = nil
    start(api.answer(request, isWhole: false))
  }

  private func start(_ answer: Answer) {
    if answer.isEventStream {
      board.update {
        $0.streams += 1
        $0.streamsInFlight += 1
      }
    }
    phase = .answering(Performance(answer))
  }

  private func end(_ performance: Performance, cancelled: Bool) {
    board.update {
      if performance.isEventStream { $0.streamsInFlight -= 1 }
      if cancelled { $0.cancelled += 1 }
    }
  }

  /// Plays on in an answer; false when it has to wait, or is over with the connection.
  private func play(_ performance: Performance, now: Instant) -> Bool {
    var sent = 0
    defer { if sent > 0 { board.update { $0.bytesSent += sent } } }
    while true {
      switch performance.next(now: now) {
      case .send(let bytes, let start):
        switch socket.send(bytes, from: start) {
        case .bytes(let count):
          performance.sent(count)
          sent += count
          if sent >= Self.turn {
            deadline = now
            return false
          }
        case .blocked:
          isBlocked = true
          return false
        case .ended:
          end(performance, cancelled: true)
          phase = .closed
          return false
        }
      case .wait(let until):
        deadline = until
        return false
      case .reset:
        end(performance, cancelled: false)
        socket.resetOnClose()
        phase = .closed
        return false
      case .close:
        end(performance, cancelled: false)
        socket.finishSending()
        phase = .draining(until: now.advanced(milliseconds: Self.drainMilliseconds))
        return true
      case .finished:
        end(performance, cancelled: false)
        phase = .reading
        return true
      }
    }
  }
}
