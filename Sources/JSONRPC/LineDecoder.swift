/// Cuts input into messages of one line each. CRLF ends a line too; blank lines are skipped.
package struct LineDecoder {
  /// Bytes of one message.
  var limit: Int
  private var buffer = ReadBuffer()
  /// How far the buffer has been searched for a line feed.
  private var searched = 0
  /// Whether the line at the front is too long and has been reported: the rest of it is skipped.
  private var isSkipping = false

  /// - Parameter limit: bytes; a longer line is skipped and reported as `.tooLong`.
  package init(limit: Int) { self.limit = limit }

  /// Takes input, cut anywhere.
  package mutating func append(_ chunk: Span<UInt8>) { buffer.append(chunk) }

  /// The next message, or nil when more bytes are needed.
  package mutating func next() -> Input? {
    while let end = buffer.lineFeed(from: searched) {
      searched = 0
      if isSkipping {
        buffer.skip(end + 1)
        isSkipping = false
      } else if isOverLimit(end) {
        buffer.skip(end + 1)
        return .tooLong(bytes: nil)
      } else {
        var line = buffer.take(end + 1)
        line.removeLast()
        if let message = Self.message(line) { return message }
      }
    }
    if isSkipping {
      buffer.skip(buffer.count)
    } else if isOverLimit(buffer.count) {
      buffer.skip(buffer.count)
      isSkipping = true
      searched = 0
      return .tooLong(bytes: nil)
    }
    searched = buffer.count
    return nil
  }

  /// Says that input has ended, after `next` has returned nil: the last line needs no line feed.
  package mutating func finish() -> Input? { isSkipping ? nil : Self.message(buffer.take(buffer.count)) }

  /// Whether the first `length` bytes are more than a line may have, a CR at its end aside.
  private func isOverLimit(_ length: Int) -> Bool {
    length > limit && !(length == limit + 1 && buffer[limit] == UInt8(ascii: "\r"))
  }

  private static func message(_ line: [UInt8]) -> Input? {
    var line = line
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    return line.allSatisfy(\.isBlank) ? nil : .message(line)
  }
}
