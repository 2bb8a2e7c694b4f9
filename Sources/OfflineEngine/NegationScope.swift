/// Which tokens stand in the reach of a negation.
///
/// A negation reaches nine words on; each further item of a list (a comma, `or`, `nor`) carries it seven words on. A new
/// clause ends it: `but`, `because`, a new subject, save after a verb of thinking (`I don't think that you …`).
struct NegationScope {
  private var left = 0
  private var since = 0
  private var mind = false

  /// Whether the next token, `token`, is negated; `next` follows it.
  mutating func isNegated(_ token: Token, before next: Token?) -> Bool {
    if token.tags.has(.breaks) || token.isMark(UInt8(ascii: ".")) || token.isMark(UInt8(ascii: "?"))
      || token.isMark(UInt8(ascii: ";"))
    {
      left = 0
    } else if token.tags.has(.negation) {
      left = 9
      since = 0
      mind = false
    } else if left > 0 {
      if token.isMark(UInt8(ascii: ",")) || token.is("or") || token.is("nor") {
        left = max(left, 7)
      } else if token.tags.has(.subject) && since >= 3 && !mind && !isContracted(next) {
        left = 0
      }
    }
    guard left > 0 else { return false }
    mind = mind || token.tags.has(.mind) || token.is("have")
    left -= 1
    since += 1
    return true
  }

  /// `I'm` and its like follow on more often than a bare subject does.
  private func isContracted(_ next: Token?) -> Bool {
    next.map { $0.tags.has(.auxiliary) && !$0.spaced } ?? false
  }
}
