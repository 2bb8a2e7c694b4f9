/// Cuts input with `Content-Length` headers into messages.
///
/// Chunk borders carry no meaning: one byte at a time yields the same messages. Header names are case-insensitive, other
/// headers are accepted in any order, and a line may end in a bare LF. (LSP 3.17, Base Protocol.)
package struct FrameDecoder {
  private enum State {
    case headers(FrameHeaders)
    case body(length: Int)
    case skipping(rest: Int)
  }

  /// Bytes of one message.
  var limit: Int
  private let headerLimit: Int
  private var buffer = ReadBuffer()
  private var state = State.headers(FrameHeaders())
  /// How far the buffer has been searched for the end of the header line at its front.
  private var searched = 0

  /// - Parameters:
  ///   - limit: bytes; a longer body is skipped and reported as `.tooLong`.
  ///   - headerLimit: bytes of one header block; a longer one throws `.headersTooLong`.
  package init(limit: Int, headerLimit: Int = 8192) {
    self.limit = limit
    self.headerLimit = headerLimit
  }

  /// Takes input, cut anywhere.
  package mutating func append(_ chunk: Span<UInt8>) { buffer.append(chunk) }

  /// The next message, or nil when more bytes are needed. After an error the input is lost.
  package mutating func next() throws(FrameError) -> Input? {
    while true {
      switch state {
      case .headers(var headers):
        guard let line = try headerLine(after: headers.bytes) else { return nil }
        guard line.isEmpty else {
          try headers.add(line: line)
          state = .headers(headers)
          continue
        }
        // Blank lines between messages are no header block.
        if headers.bytes == 0 { continue }
        guard let length = headers.contentLength else { throw .missingContentLength }
        if length > limit {
          state = .skipping(rest: length)
          return .tooLong(bytes: length)
        }
        state = .body(length: length)
      case .body(let length):
        guard buffer.count >= length else { return nil }
        state = .headers(FrameHeaders())
        return .message(buffer.take(length))
      case .skipping(let rest):
        let skipped = min(rest, buffer.count)
        buffer.skip(skipped)
        guard skipped == rest else {
          state = .skipping(rest: rest - skipped)
          return nil
        }
        state = .headers(FrameHeaders())
      }
    }
  }

  /// Says that input has ended. Throws `.cutShort` when that was inside a message.
  package consuming func finish() throws(FrameError) {
    switch state {
    case .headers(let headers): if headers.bytes + buffer.count > 0 { throw .cutShort(missing: nil) }
    case .body(let length): throw .cutShort(missing: length - buffer.count)
    case .skipping(let rest): throw .cutShort(missing: rest)
    }
  }

  /// Takes the header line at the front without its end, nil when its end has not come yet.
  private mutating func headerLine(after bytes: Int) throws(FrameError) -> [UInt8]? {
    guard let end = buffer.lineFeed(from: searched) else {
      searched = buffer.count
      if bytes + searched > headerLimit { throw .headersTooLong(limit: headerLimit) }
      return nil
    }
    searched = 0
    if bytes + end >= headerLimit { throw .headersTooLong(limit: headerLimit) }
    var line = buffer.take(end + 1)
    line.removeLast()
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    return line
  }
}
