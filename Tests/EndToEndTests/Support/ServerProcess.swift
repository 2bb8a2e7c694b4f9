import Foundation

/// The built `soapnote-lsp`, run as a client runs it: bytes in, messages, complaints and an exit status out.
///
/// It is killed when the last reference goes.
final class ServerProcess: Sendable {
  struct State: Sendable {
    /// What a thread of this object does with the program's output.
    enum Reading { case on, paused, closed }

    var wire: Wire
    var errors: [UInt8] = []
    var reading = Reading.on
    /// Whether the reading end of standard output is closed.
    var isClosed = false
    var hasInput = true
    var exit: ChildProcess.Exit?
    var lastID = 0
  }

  let framing: Framing
  private let child: ChildProcess
  private let board: Board<State>
  private let wake: Int32

  /// `environment` is added to what every program needs.
  init(
    _ arguments: [String] = [], environment: [String: String] = [:], framing: Framing = .lines,
    executable: String = Program.path
  ) throws {
    signal(SIGPIPE, SIG_IGN)
    self.framing = framing
    let environment = Program.environment.merging(environment) { $1 }
    child = try ChildProcess(executable, arguments, environment: environment)
    board = Board(State(wire: Wire(framing)))
    let pump = try OutputPump(child, board)
    wake = pump.wake
    pump.start()
  }

  deinit {
    kill(SIGKILL)
    endInput()
    OutputPump.ring(wake)
    close(wake)
  }

  var state: State { board.state }
  var processID: Int { Int(child.id) }
  var messages: [JSON] { board.state.wire.messages }
  /// All bytes of standard output.
  var output: [UInt8] { board.state.wire.bytes }
  var standardError: String { String(decoding: board.state.errors, as: UTF8.self) }

  /// Writes a message in the session's framing.
  func send(_ message: JSON) { write(framing.frame(message.description)) }

  func write(_ text: String) { write(Array(text.utf8)) }

  /// Writes bytes as they are; blocks while the program does not read. Bytes for a program that is gone are lost.
  func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(child.input, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else { return }
      rest = rest.dropFirst(max(count, 0))
    }
  }

  /// Tells how many bytes wait for the program to read them; false where the system cannot tell.
  func unreadInput(_ count: inout Int32) -> Bool { ioctl(child.input, UInt(FIONREAD), &count) == 0 }

  func endInput() {
    let wasOpen = board.update { state in
      defer { state.hasInput = false }
      return state.hasInput
    }
    if wasOpen { close(child.input) }
  }

  /// Stops or goes on taking what the program writes; `.closed` is for good.
  func setReading(_ reading: State.Reading) {
    board.update { $0.reading = reading }
    OutputPump.ring(wake)
  }

  func kill(_ signal: Int32) {
    board.update { state in if state.exit == nil { _ = Foundation.kill(child.id, signal) } }
  }

  /// Sends a request under a new id, which is returned.
  @discardableResult
  func request(_ method: String, _ params: JSON? = nil, id: JSON? = nil) -> JSON {
    let id =
      id
      ?? board.update { state in
        state.lastID += 1
        return .number(String(state.lastID))
      }
    var message: [String: JSON] = ["jsonrpc": "2.0", "id": id, "method": .string(method)]
    message["params"] = params
    send(.object(message))
    return id
  }

  func notify(_ method: String, _ params: JSON? = nil) {
    var message: [String: JSON] = ["jsonrpc": "2.0", "method": .string(method)]
    message["params"] = params
    send(.object(message))
  }

  /// Sends a request and waits for the whole response.
  func call(_ method: String, _ params: JSON? = nil) async throws -> JSON {
    try await response(to: request(method, params))
  }

  func response(to id: JSON, within limit: Duration = .seconds(20)) async throws -> JSON {
    try await message("a response to \(id)", within: limit) { $0["id"] == id && $0["method"] == nil }
  }

  /// The first message of the session that fits.
  func message(
    _ what: String, within limit: Duration = .seconds(20), where fits: @escaping @Sendable (JSON) -> Bool
  ) async throws -> JSON {
    try await wait(for: what, within: limit) { $0.wire.messages.first(where: fits) }
  }

  func wait<T: Sendable>(
    for what: String, within limit: Duration = .seconds(20), _ find: @escaping @Sendable (State) -> T?
  ) async throws -> T {
    do {
      return try await board.wait(for: what, within: limit) { find($0) }
    } catch {
      throw Board<State>.TooLate(what: "\(what); stderr: \(standardError)")
    }
  }

  /// Waits until the program has ended and all its output has been read.
  func exit(within limit: Duration = .seconds(20)) async throws -> ChildProcess.Exit {
    try await wait(for: "the end of the process", within: limit) { $0.exit }
  }

  /// Ends the input and waits for the end of the program.
  func finish(within limit: Duration = .seconds(20)) async throws -> ChildProcess.Exit {
    endInput()
    return try await exit(within: limit)
  }
}

/// A server in a session of lines that tries twice, without a wait to speak of; `settings` go over that.
func quickServer(_ upstream: any Serving, _ settings: JSON = [:]) async throws -> ServerProcess {
  let server = try ServerProcess(environment: upstream.environment)
  let quick: JSON = ["retry": ["maxAttempts": 2, "baseDelayMs": 1]]
  let options = quick.with(settings.object ?? [:])
  _ = try await server.call("initialize", ["capabilities": [:], "initializationOptions": options])
  return server
}
