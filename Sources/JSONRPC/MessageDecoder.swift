/// Cuts input into messages in the framing that its first byte tells.
package struct MessageDecoder {
  /// Bytes of one message; a change holds for the messages that have not begun.
  package var limit: Int {
    didSet {
      frames?.limit = limit
      lines?.limit = limit
    }
  }
  private let headerLimit: Int
  private var frames: FrameDecoder?
  private var lines: LineDecoder?

  /// The framing in use, nil before the first byte that is not blank.
  package var framing: Framing? { frames != nil ? .contentLength : lines != nil ? .lines : nil }

  /// - Parameters:
  ///   - limit: bytes of one message; a longer one is skipped and reported as `.tooLong`.
  ///   - headerLimit: bytes of one header block.
  package init(limit: Int, headerLimit: Int = 8192) {
    self.limit = limit
    self.headerLimit = headerLimit
  }

  /// Takes input, cut anywhere.
  package mutating func append(_ chunk: Span<UInt8>) {
    var start = 0
    if framing == nil {
      guard let first = chunk.indices.first(where: { !chunk[$0].isBlank }) else { return }
      start = first
      switch Framing(firstByte: chunk[first]) {
      case .contentLength: frames = FrameDecoder(limit: limit, headerLimit: headerLimit)
      case .lines: lines = LineDecoder(limit: limit)
      }
    }
    frames?.append(chunk.extracting(start...))
    lines?.append(chunk.extracting(start...))
  }

  /// The next message, or nil when more bytes are needed. After an error the input is lost.
  package mutating func next() throws(FrameError) -> Input? {
    if frames != nil { try frames?.next() } else { lines?.next() }
  }

  /// Says that input has ended, after `next` has returned nil. Returns a last line without a line feed, and throws
  /// `.cutShort` when a frame is incomplete.
  package mutating func finish() throws(FrameError) -> Input? {
    try frames?.finish()
    return lines?.finish()
  }
}
