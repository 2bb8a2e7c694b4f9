/// How an answer travels: when, in which pieces, and how it ends.
struct Delivery: Sendable {
  struct Ending: Sendable {
    enum Kind {
      /// The connection is reset (RST).
      case reset
      /// The connection is closed (FIN), the body's framing left open.
      case close
      /// The body ends early, but in order.
      case cut
    }
    var kind: Kind
    var position: Position
  }

  /// Silence, without an end when `milliseconds` is nil.
  struct Stall: Sendable {
    var position: Position
    var milliseconds: Int?
  }

  enum Pieces: Sendable {
    case everyByte(onWire: Bool)
    case at([Int], onWire: Bool)
  }

  /// Milliseconds before the head.
  var delay = 0
  var ending: Ending?
  var stall: Stall?
  var pieces: Pieces?
  /// Milliseconds between pieces.
  var gap = 0
  /// Sends comments so many milliseconds apart while nothing else is sent.
  var heartbeat: Int?
  /// Bytes that break the framing.
  var garbage: Position?
  var framing: Framing?
  /// Added to the length that is announced.
  var lengthError = 0
  var isVersion10 = false
  var isCompressed = false
  var closes = false
  /// Closes the connection so many milliseconds after an answer that did not announce it.
  var hangup: Int?

  mutating func set(_ directive: Directive) throws(FaultError) -> Bool {
    switch directive.name {
    case "delay": delay = try directive.number()
    case "reset": ending = Ending(kind: .reset, position: try directive.position())
    case "close": ending = Ending(kind: .close, position: try directive.position())
    case "cut": ending = Ending(kind: .cut, position: try directive.position())
    case "stall":
      stall = Stall(position: try directive.position())
      if directive.parts.count > 1 { stall?.milliseconds = try directive.number(at: 1) }
    case "drip":
      guard ["", "wire"].contains(directive.value) else { throw directive.invalid(expected: "wire or nothing") }
      pieces = .everyByte(onWire: directive.value == "wire")
    case "split":
      let onWire = directive.parts.first == "wire"
      pieces = .at(try directive.numbers(from: onWire ? 1 : 0), onWire: onWire)
    case "gap": gap = try directive.number()
    case "heartbeat": heartbeat = try directive.number(in: 1...1_000_000_000)
    case "garbage": garbage = try directive.position()
    case "framing": framing = try directive.choice()
    case "length": lengthError = try directive.number(in: -1_000_000_000...1_000_000_000)
    case "hangup": hangup = try directive.number(standard: 0)
    case "http10": isVersion10 = try directive.flag()
    case "gzip": isCompressed = try directive.flag()
    case "polite": closes = try directive.flag()
    default: return false
    }
    return true
  }
}
