/// A stream of events made for measuring: many, alike, and cheap to send.
struct LoadPlan: Sendable {
  /// Events before `[DONE]`.
  var events: Int
  /// Events a chunk of the transfer coding.
  var perChunk = 1
  /// Chunks are sent so that this many events go out a second; nil: as fast as the client takes them.
  var rate: Int?

  private static let largestChunk = 100_000

  /// Reads `events:200000,perchunk:1,rate:50`.
  init(_ directive: Directive) throws(FaultError) {
    events = 1000
    for part in directive.parts {
      let sides = part.split(separator: ":", omittingEmptySubsequences: false)
      guard sides.count == 2, let number = Int(sides[1]), (1...1_000_000_000).contains(number) else {
        throw directive.invalid(expected: "events:N,perchunk:N,rate:N")
      }
      switch sides[0] {
      case "events": events = number
      case "perchunk": perChunk = min(number, Self.largestChunk)
      case "rate": rate = number
      default: throw directive.invalid(expected: "events:N,perchunk:N,rate:N")
      }
    }
  }
}
