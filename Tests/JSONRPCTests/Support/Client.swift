import Foundation
import JSONRPC
import Synchronization

/// A connection over two pipes, and the client at their other ends.
final class Client: Sendable {
  let connection: Connection
  let outbox: Outbox
  private let toServer: Int32
  private let serverReads: Int32
  private let fromServer: Int32
  private let serverWrites: Int32
  private let ended = Mutex<EndOfInput?>(nil)

  init(_ router: Router) {
    var down: [Int32] = [0, 0]
    var up: [Int32] = [0, 0]
    precondition(pipe(&down) == 0 && pipe(&up) == 0)
    (serverReads, toServer) = (down[0], down[1])
    (fromServer, serverWrites) = (up[0], up[1])
    outbox = Outbox(descriptor: serverWrites) {}
    connection = Connection(outbox: outbox) { _ in }
    Thread.detachNewThread { [self] in
      let end = connection.run(readingFrom: serverReads, routing: router)
      ended.withLock { $0 = end }
      _ = outbox.drain(within: .seconds(10))
    }
  }

  func write(_ text: String) {
    let bytes = Array(text.utf8)
    precondition(Glibc.write(toServer, bytes, bytes.count) == bytes.count)
  }

  func hangUp() { close(toServer) }

  func readLine() -> String {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while read(fromServer, &byte, 1) == 1, byte != 10 { line.append(byte) }
    return String(decoding: line, as: UTF8.self)
  }
}
