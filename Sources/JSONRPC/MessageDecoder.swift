/// Cuts input into messages in the framing that its first byte tells.
package struct MessageDecoder {
  private enum State {
    case undecided
    case frames(FrameDecoder)
    case lines(LineDecoder)
  }

  /// Bytes of one message; a change holds for the messages that have not begun.
  package var limit: Int {
    didSet {
      switch state {
      case .undecided: break
      case .frames(var decoder):
        decoder.limit = limit
        state = .frames(decoder)
      case .lines(var decoder):
        decoder.limit = limit
        state = .lines(decoder)
      }
    }
  }
  private let headerLimit: Int
  private var state = State.undecided

  /// The framing in use, nil before the first byte that is not blank.
  package var framing: Framing? {
    switch state {
    case .undecided: nil
    case .frames: .contentLength
    case .lines: .lines
    }
  }

  /// - Parameters:
  ///   - limit: bytes of one message; a longer one is skipped and reported as `.tooLong`.
  ///   - headerLimit: bytes of one header block.
  package init(limit: Int, headerLimit: Int = 8192) {
    self.limit = limit
    self.headerLimit = headerLimit
  }

  package mutating func append(_ chunk: Span<UInt8>) {
    switch state {
    case .undecided:
      guard let first = chunk.indices.first(where: { !chunk[$0].isBlank }) else { return }
      switch Framing(firstByte: chunk[first]) {
      case .contentLength: state = .frames(FrameDecoder(limit: limit, headerLimit: headerLimit))
      case .lines: state = .lines(LineDecoder(limit: limit))
      }
      append(chunk.extracting(first..<chunk.count))
    case .frames(var decoder):
      state = .undecided
      decoder.append(chunk)
      state = .frames(decoder)
    case .lines(var decoder):
      state = .undecided
      decoder.append(chunk)
      state = .lines(decoder)
    }
  }

  /// The next message, or nil when more bytes are needed. After an error the input is lost.
  package mutating func next() throws(FrameError) -> Input? {
    switch state {
    case .undecided: return nil
    case .frames(var decoder):
      state = .undecided
      defer { state = .frames(decoder) }
      return try decoder.next()
    case .lines(var decoder):
      state = .undecided
      defer { state = .lines(decoder) }
      return decoder.next()
    }
  }

  /// Says that input has ended, after `next` has returned nil. Returns a last line without a line feed, and throws
  /// `.cutShort` when a frame is incomplete.
  package mutating func finish() throws(FrameError) -> Input? {
    switch state {
    case .undecided: return nil
    case .frames(let decoder):
      try decoder.finish()
      return nil
    case .lines(var decoder):
      defer { state = .lines(decoder) }
      return decoder.finish()
    }
  }
}
