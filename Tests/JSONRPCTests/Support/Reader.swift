import Foundation
import JSONRPC

/// Reads what an outbox writes, on a thread of its own, and puts each message into a mailbox.
final class Reader: Sendable {
  /// Sent last: closes the mailbox.
  static let end = Array("\"end\"".utf8)

  let messages = Mailbox<String>()
  private let gate = DispatchSemaphore(value: 0)

  /// - Parameter isReading: whether to read before `start` is called.
  init(_ descriptor: Int32, isReading: Bool = true) {
    if isReading { start() }
    Thread.detachNewThread { [self] in
      gate.wait()
      var decoder = MessageDecoder(limit: .max)
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      while case let count = read(descriptor, &chunk, chunk.count), count > 0 {
        decoder.append(chunk.span.extracting(..<count))
        while case .message(let text)? = try? decoder.next() {
          if text == Self.end { messages.close() } else { messages.put(String(decoding: text, as: UTF8.self)) }
        }
      }
      messages.close()
      close(descriptor)
    }
  }

  func start() { gate.signal() }
}
