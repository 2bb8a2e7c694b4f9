import Foundation
import JSONRPC

/// A connection over two pipes, and the client at their other ends.
final class Client: Sendable {
  let outbox: Outbox
  let connection: Connection
  let log = Mailbox<String>()
  private let framing: Framing
  private let toServer: Int32
  private let reader: Reader
  private let ends = Mailbox<EndOfInput>()

  /// - Parameters:
  ///   - isReading: whether the client reads before `startReading` is called.
  ///   - router: makes the router, given the connection.
  init(
    _ framing: Framing = .contentLength, limits: Connection.Limits = Connection.Limits(), isReading: Bool = true,
    router: (Connection) -> Router
  ) {
    var down: [Int32] = [0, 0]
    var up: [Int32] = [0, 0]
    signal(SIGPIPE, SIG_IGN)
    precondition(pipe(&down) == 0 && pipe(&up) == 0)
    self.framing = framing
    toServer = down[1]
    reader = Reader(up[0], isReading: isReading)
    outbox = Outbox(descriptor: up[1]) {}
    connection = Connection(outbox: outbox, limits: limits) { [log] in log.put($0) }
    let router = router(connection)
    Thread.detachNewThread { [connection, outbox, ends, input = down[0]] in
      ends.put(connection.run(readingFrom: input, routing: router))
      close(input)
      _ = connection.finish(within: .seconds(600))
      outbox.send(Reader.end)
    }
  }

  /// Sends one message, framed.
  func send(_ message: String) {
    var frame: [UInt8] = []
    framing.append(Array(message.utf8), to: &frame)
    write(frame)
  }

  func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(toServer, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// The next message from the server; nil when there will be none.
  func next() async -> String? { await reader.messages.next() }

  /// The next message from the server, read.
  func nextValue() async throws -> JSONValue { try JSONValue(parsing: Array((await next() ?? "").utf8)) }

  func startReading() { reader.start() }

  /// Closes the client's writing end.
  func hangUp() { close(toServer) }

  /// How the server's reading ended.
  func end() async -> EndOfInput? { await ends.next() }

  /// Hangs up, and returns what the server still sends.
  func rest() async -> [String] {
    hangUp()
    return await reader.messages.rest()
  }
}
