/// Reads HTTP/1.x requests from bytes that arrive in any pieces. (RFC 9112.)
///
/// Requests may follow each other at once (pipelining): after `.end` the next head is looked for.
struct RequestParser {
  enum Part: Equatable {
    case head(RequestHead)
    case body(ArraySlice<UInt8>)
    case end
  }

  private enum State {
    case head
    case body(remaining: Int)
    case chunkSize
    case chunk(remaining: Int)
    case chunkEnd
    case trailers
    case end
  }

  private let headLimit: Int
  private var state = State.head
  private var buffer: [UInt8] = []
  private var start = 0
  /// No line feed stands between `start` and here.
  private var searched = 0
  private var lines: [String] = []
  private var lineBytes = 0

  /// `headLimit` bounds, in bytes, the head of a request, and likewise its trailers.
  init(headLimit: Int) { self.headLimit = headLimit }

  /// Bytes that have come and not been handed on.
  var pending: Int { buffer.count - start }

  mutating func append(_ bytes: ArraySlice<UInt8>) {
    if start > 0 {
      buffer.removeSubrange(..<start)
      searched -= start
      start = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// The next part of a request; nil when more bytes are needed.
  mutating func next() throws(RequestError) -> Part? {
    while true {
      switch state {
      case .head:
        // A TLS client's first byte: it would wait for an answer before it sent a line end.
        if lines.isEmpty, pending > 0, buffer[start] == 0x16 { throw .malformed("Only plain HTTP is spoken here.") }
        guard let block = try nextBlock(skippingBlankStart: true) else { return nil }
        let head = try RequestHead(lines: block)
        switch head.body {
        case .none: state = .end
        case .length(let length): state = length == 0 ? .end : .body(remaining: length)
        case .chunked: state = .chunkSize
        }
        return .head(head)
      case .body(let remaining):
        guard let piece = take(atMost: remaining) else { return nil }
        state = piece.count == remaining ? .end : .body(remaining: remaining - piece.count)
        return .body(piece)
      case .chunkSize:
        guard let line = try nextLine() else { return nil }
        let digits = line.prefix { $0 != ";" && $0 != " " }
        guard let size = Int(digits, radix: 16), size >= 0, digits.count <= 15, digits.first != "+" else {
          throw .malformed("A chunk size is not a hexadecimal number.")
        }
        lineBytes = 0
        state = size == 0 ? .trailers : .chunk(remaining: size)
      case .chunk(let remaining):
        guard let piece = take(atMost: remaining) else { return nil }
        state = piece.count == remaining ? .chunkEnd : .chunk(remaining: remaining - piece.count)
        return .body(piece)
      case .chunkEnd:
        guard let line = try nextLine() else { return nil }
        guard line.isEmpty else { throw .malformed("A chunk is longer than its size says.") }
        state = .chunkSize
      case .trailers:
        guard try nextBlock(skippingBlankStart: false) != nil else { return nil }
        state = .end
      case .end:
        state = .head
        return .end
      }
    }
  }

  private mutating func take(atMost limit: Int) -> ArraySlice<UInt8>? {
    guard pending > 0 else { return nil }
    let piece = buffer[start..<start + min(limit, pending)]
    start += piece.count
    searched = start
    return piece
  }

  /// Lines up to an empty one, which is not among them.
  private mutating func nextBlock(skippingBlankStart: Bool) throws(RequestError) -> [String]? {
    while let line = try nextLine() {
      if !line.isEmpty {
        lines.append(line)
      } else if !(skippingBlankStart && lines.isEmpty) {
        defer {
          lines = []
          lineBytes = 0
        }
        return lines
      }
    }
    return nil
  }

  private mutating func nextLine() throws(RequestError) -> String? {
    guard let end = buffer[max(start, searched)...].firstIndex(of: UInt8(ascii: "\n")) else {
      searched = buffer.count
      if lineBytes + pending > headLimit { throw .headTooLarge }
      return nil
    }
    var line = buffer[start..<end]
    lineBytes += line.count + 1
    if lineBytes > headLimit { throw .headTooLarge }
    start = end + 1
    searched = start
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    return String(decoding: line, as: UTF8.self)
  }
}
