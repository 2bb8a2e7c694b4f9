import Dispatch
import EditorProtocol
import JSONRPC
import Session
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `soapnote-lsp`: JSON-RPC on standard input and output, until the client is done.
struct Serve {
  /// Why the session was stopped from within.
  private enum Stop { case exit, outputLost, clientDied }

  /// How long a client that does not read may delay the end of the process.
  private static let lastWords = Duration.seconds(2)

  let engines: Engines

  /// Reads until the session is over; returns the exit status.
  func run() -> Int32 {
    // Before anything else: a file opened now would take the place of a stream that is closed.
    let streams: StandardStreams
    do throws(StandardStreams.Failure) {
      streams = try StandardStreams.takeOver()
    } catch {
      let number = error.number
      ErrorLog(descriptor: STDERR_FILENO).line(
        "Standard output is closed or cannot be set up (error \(number)), so the session ends.")
      return 1
    }
    let log = ErrorLog(descriptor: STDERR_FILENO)
    raiseDescriptorLimit()
    let stop = StopReason()
    let outbox = Outbox(descriptor: streams.output) { stop.set(.outputLost) }
    let connection = Connection(outbox: outbox, log: log.line)
    stop.connect { connection.stop() }
    let session = Session(
      catalog: engines, serverInfo: ServerInfo(name: Program.name, version: Program.version), connection: connection,
      log: log.line
    ) { stop.set(.clientDied) }
    var router = Router()
    session.register(on: &router)
    router.onNotification(Exit.self) { _ in stop.set(.exit) }

    let end = connection.run(readingFrom: streams.input, routing: router)
    let mayFinish = end == .complete && connection.framing != .contentLength
    if mayFinish { waitFor { await connection.waitUntilIdle() } } else { connection.cancelAll() }
    _ = outbox.drain(within: mayFinish ? .seconds(86_400) : Self.lastWords)
    if let complaint = complaint(end, stop.reason) {
      log.line("\(complaint), so the session ends.")
      return 1
    }
    return mayFinish || session.isShutDown ? 0 : 1
  }

  /// Each live note has a connection: the usual 1,024 descriptors, or 256, are no limit that anyone has chosen.
  private func raiseDescriptorLimit() {
    let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var limit = rlimit()
    guard unsafe getrlimit(kind, &limit) == 0 else { return }
    limit.rlim_cur = max(limit.rlim_cur, min(limit.rlim_max, 16_384))
    // Where this is refused, the limit stays what it was.
    _ = unsafe setrlimit(kind, &limit)
  }

  private func complaint(_ end: EndOfInput, _ stop: Stop?) -> String? {
    switch (end, stop) {
    case (_, .outputLost?): "The client no longer reads"
    case (_, .clientDied?): "The process that started the server is gone"
    case (.broken(let error), _): "What came is no message: \(error)"
    case (.failed(let number), _): "Standard input cannot be read (error \(number))"
    case (.complete, _), (.stopped, _): nil
    }
  }

  /// The first reason to stop, which is also carried out.
  private final class StopReason: Sendable {
    private let state = Mutex((reason: Stop?.none, action: (@Sendable () -> Void)?.none))

    var reason: Stop? { state.withLock(\.reason) }

    func connect(_ action: @escaping @Sendable () -> Void) { state.withLock { $0.action = action } }

    func set(_ reason: Stop) {
      let action = state.withLock { state in
        if state.reason == nil { state.reason = reason }
        return state.action
      }
      action?()
    }
  }
}
