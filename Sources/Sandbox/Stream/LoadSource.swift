/// Makes the events of a `LoadPlan`: `{"content":"0000007 0001234567890123456 ok "}`, the event's number from 0 and the
/// time at which it was sent, in nanoseconds of `CLOCK_MONOTONIC`.
struct LoadSource: ByteSource {
  private let plan: LoadPlan
  private var sent = 0
  private var start: Instant?
  private var isFinished = false

  private static let numberDigits = 7
  private static let timeDigits = 19
  private static let prefix = Array(#"data: {"content":""#.utf8)
  private static let event =
    prefix + Array(repeating: UInt8(ascii: "0"), count: numberDigits) + [UInt8(ascii: " ")]
    + Array(repeating: UInt8(ascii: "0"), count: timeDigits) + Array(" ok \"}\n\n".utf8)
  /// How much is made at once when nothing slows the stream down.
  private static let blockBytes = 128 * 1024

  init(_ plan: LoadPlan) { self.plan = plan }

  mutating func next(now: Instant, framing: Framing) -> Supply {
    guard sent < plan.events else {
      defer { isFinished = true }
      return isFinished ? .end : .bytes(framing.frame(Array("data: [DONE]\n\n".utf8)))
    }
    var chunks = max(1, Self.blockBytes / (Self.event.count * plan.perChunk))
    if let rate = plan.rate {
      let start = start ?? now
      self.start = start
      // The schedule is kept from the start, so that a late chunk does not delay those after it.
      let due = Instant(nanoseconds: start.nanoseconds + UInt64(sent) * 1_000_000_000 / UInt64(rate))
      if now < due { return .wait(until: due) }
      chunks = 1
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(chunks * (Self.event.count * plan.perChunk + 16))
    // Not `now`: other connections may have been served since.
    let time = digits(Instant.now.nanoseconds, count: Self.timeDigits)
    for _ in 0..<chunks where sent < plan.events { appendChunk(to: &bytes, time: time, framing: framing) }
    return .bytes(bytes)
  }

  private mutating func appendChunk(to bytes: inout [UInt8], time: [UInt8], framing: Framing) {
    let count = min(plan.perChunk, plan.events - sent)
    if framing == .chunked {
      bytes += String(count * Self.event.count, radix: 16).utf8
      bytes += "\r\n".utf8
    }
    for _ in 0..<count {
      let start = bytes.count + Self.prefix.count
      bytes += Self.event
      bytes.replaceSubrange(start..<start + Self.numberDigits, with: digits(UInt64(sent), count: Self.numberDigits))
      let timeStart = start + Self.numberDigits + 1
      bytes.replaceSubrange(timeStart..<timeStart + Self.timeDigits, with: time)
      sent += 1
    }
    if framing == .chunked { bytes += "\r\n".utf8 }
  }

  /// The last `count` decimal digits of `number`.
  private func digits(_ number: UInt64, count: Int) -> [UInt8] {
    var digits = [UInt8](repeating: UInt8(ascii: "0"), count: count)
    var rest = number
    for index in digits.indices.reversed() where rest > 0 {
      digits[index] += UInt8(rest % 10)
      rest /= 10
    }
    return digits
  }
}
