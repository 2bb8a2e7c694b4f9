/// An answer that never ends.
struct Endless: Sendable {
  enum Kind: String, CaseIterable {
    /// A `data` line.
    case line
    /// `data` lines, and never the blank line that ends an event.
    case lines
    case comments
    /// Text events.
    case events
    /// The header of the answer.
    case head
  }

  var kind: Kind
  /// Milliseconds between the pieces.
  var interval: Int

  init(_ directive: Directive) throws(FaultError) {
    kind = try directive.choice(standard: .line)
    interval = try directive.number(at: 1, standard: 0)
  }

  /// Lets `response` go on without an end from its second event on.
  func apply(to response: inout Response) {
    response.body.truncate(at: Position.event(1).offset(in: response) ?? 0)
    switch kind {
    case .line:
      response.body.steps.append(.bytes(Array(#"data: {"content":""#.utf8)))
      go(on: String(repeating: "a", count: 16_384), in: &response)
    case .lines: go(on: "data: more\n", in: &response)
    case .comments: go(on: ": keep-alive\n", in: &response)
    case .events: go(on: "data: {\"content\":\"and so on \"}\n\n", in: &response)
    case .head:
      response.framing = .close
      response.body = Script()
      response.leavesHeadOpen = true
      go(on: "X-Filler: \(String(repeating: "a", count: 1024))\r\n", in: &response)
    }
  }

  private func go(on piece: String, in response: inout Response) {
    response.body.steps.append(.source(Repetition(Array(piece.utf8), interval: interval)))
  }
}
