/// An answer as it is being sent: which step is next.
final class Performance {
  enum Action {
    case send([UInt8], from: Int)
    case wait(until: Instant)
    case reset
    case close
    /// The answer is complete, and the connection may be used again.
    case finished
  }

  let isEventStream: Bool
  private let framing: Framing
  private let steps: [Step]
  private var index = 0
  private var outgoing: [UInt8] = []
  private var outgoingStart = 0
  private var source: (any ByteSource)?
  private var pauseEnd: Instant?

  init(_ answer: Answer) {
    steps = answer.script.steps
    framing = answer.framing
    isEventStream = answer.isEventStream
  }

  func next(now: Instant) -> Action {
    while true {
      if outgoingStart < outgoing.count { return .send(outgoing, from: outgoingStart) }
      if let pauseEnd {
        if now < pauseEnd { return .wait(until: pauseEnd) }
        self.pauseEnd = nil
      }
      if source != nil {
        switch source?.next(now: now, framing: framing) {
        case .bytes(let bytes): queue(bytes)
        case .wait(let until): return .wait(until: until)
        case .end, nil: source = nil
        }
        continue
      }
      guard index < steps.count else { return .finished }
      switch steps[index] {
      case .bytes(let bytes), .raw(let bytes): queue(bytes)
      // A pause of nothing still lets what was sent go out alone: the thread turns to other work first.
      case .pause(let milliseconds): pauseEnd = max(now.advanced(milliseconds: milliseconds), now.next)
      case .source(let source): self.source = source
      case .hold: return .wait(until: .never)
      case .reset: return .reset
      case .close: return .close
      }
      index += 1
    }
  }

  /// Notes that `count` bytes of what `next` gave have gone out.
  func sent(_ count: Int) { outgoingStart += count }

  private func queue(_ bytes: [UInt8]) {
    outgoing = bytes
    outgoingStart = 0
  }
}
