/// Makes the bytes of an answer as they are needed: for what is too long, or too endless, to be made beforehand.
protocol ByteSource {
  mutating func next(now: Instant, framing: Framing) -> Supply
}

enum Supply {
  /// Bytes as they go on the wire.
  case bytes([UInt8])
  case wait(until: Instant)
  case end
}

/// The same bytes again and again, `interval` milliseconds apart: never ends.
struct Repetition: ByteSource {
  let bytes: [UInt8]
  /// 0: as fast as the client takes them.
  let interval: Int
  private var due: Instant?

  init(_ bytes: [UInt8], interval: Int) {
    self.bytes = bytes
    self.interval = interval
  }

  mutating func next(now: Instant, framing: Framing) -> Supply {
    if interval > 0 {
      let due = due ?? now.advanced(milliseconds: interval)
      self.due = due
      if now < due { return .wait(until: due) }
      self.due = due.advanced(milliseconds: interval)
    }
    return .bytes(framing.frame(bytes))
  }
}
