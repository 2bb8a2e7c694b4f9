/// Finds the sandbox's load events in whatever a relay writes: `0000007 0001234567890123456 ok`, the event's number from
/// 0 and the time at which it was sent.
///
/// Events count once and in order, so that a note which is repeated in a result is not taken for progress. Chunk
/// boundaries carry no meaning.
struct StampReader {
  /// Events found so far, which is also the number of the next.
  private(set) var count = 0
  /// Place in the pattern, and what its digits have said.
  private var place = 0
  private var number = 0
  private var time: UInt64 = 0

  private static let numberDigits = 7
  private static let timeDigits = 19
  private static let firstTimeDigit = numberDigits + 1
  private static let length = firstTimeDigit + timeDigits + 1

  /// Calls `found` with the time of each new event, in nanoseconds of the monotonic clock.
  mutating func read(_ bytes: Span<UInt8>, found: (_ sent: UInt64) -> Void) {
    for index in bytes.indices {
      let byte = bytes[index]
      let digit = byte &- UInt8(ascii: "0")
      switch place {
      case Self.numberDigits, Self.length - 1:
        guard byte == UInt8(ascii: " ") else { restart(with: digit); continue }
        place += 1
        guard place == Self.length else { continue }
        place = 0
        guard number == count else { continue }
        count += 1
        found(time)
      case _ where digit > 9:
        place = 0
      case 0:
        restart(with: digit)
      case ..<Self.numberDigits:
        number = number * 10 + Int(digit)
        place += 1
      default:
        time = time &* 10 &+ UInt64(digit)
        place += 1
      }
    }
  }

  private mutating func restart(with digit: UInt8) {
    place = digit > 9 ? 0 : 1
    number = Int(digit)
    time = 0
  }
}
