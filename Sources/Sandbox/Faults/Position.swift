/// A point of an answer at which something happens.
enum Position: Sendable, Equatable {
  /// Before the first byte of the answer.
  case head
  /// After so many bytes of the answer as it is on the wire, head included.
  case wire(Int)
  /// After so many bytes of the body; framing does not count.
  case byte(Int)
  case percent(Int)
  /// Before the event of this index, from 0.
  case event(Int)
  /// Before `data: [DONE]`.
  case done
  /// After the whole body, before what ends it on the wire.
  case end

  static let forms = "head, wire:N, N (bytes of the body), N%, event:N, done or end"

  init?(_ text: String) {
    switch text {
    case "head": self = .head
    case "done": self = .done
    case "end": self = .end
    default:
      let sides = text.split(separator: ":", omittingEmptySubsequences: false)
      if sides.count == 2, let count = Int(sides[1]), count >= 0 {
        switch sides[0] {
        case "wire": self = .wire(count)
        case "event": self = .event(count)
        default: return nil
        }
      } else if text.last == "%", let part = Int(text.dropLast()), (0...100).contains(part) {
        self = .percent(part)
      } else if let count = Int(text), count >= 0 {
        self = .byte(count)
      } else {
        return nil
      }
    }
  }

  /// The offset in the body of `response`; nil for a point of the wire.
  func offset(in response: Response) -> Int? {
    switch self {
    case .head, .wire: nil
    case .byte(let count): count
    case .percent(let part): response.body.count * part / 100
    case .event(let index): index < response.events.count ? response.events[index] : response.body.count
    case .done: response.doneOffset ?? response.body.count
    case .end: response.body.count
    }
  }

  /// The offset on the wire; nil for a point of the body.
  var wireOffset: Int? {
    switch self {
    case .head: 0
    case .wire(let count): count
    case .byte, .percent, .event, .done, .end: nil
    }
  }
}
