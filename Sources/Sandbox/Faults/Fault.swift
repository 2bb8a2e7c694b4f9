/// What is to go wrong, or to be unusual, with the answer to one request. `Fault.help` tells the text form.
package struct Fault: Sendable {
  var selection = Selection()
  var replacement = Replacement()
  var shape = StreamShape()
  var delivery = Delivery()
  var load: LoadPlan?
  var endless: Endless?
  var job: AudioJob?
  /// Answers when so many bytes of the request's body have come, without waiting for the rest.
  var answersEarlyAfter: Int?
  /// Milliseconds between reads of the request's body, of at most 64 KiB each.
  var readPause: Int?

  /// An answer as it should be.
  init() {}

  /// Reads `name=value;name=value…`.
  init(parsing text: some StringProtocol) throws(FaultError) {
    for part in String(text).split(separator: ";") where !part.allSatisfy(\.isWhitespace) {
      try set(Directive(part))
    }
  }

  /// Which requests a standing fault is for.
  struct Selection: Sendable {
    /// The fault ends after so many requests.
    var times: Int?
    /// The first so many requests are spared.
    var skip = 0
    /// What the request's path begins with.
    var path = "/v1/"
  }

  private mutating func set(_ directive: Directive) throws(FaultError) {
    switch directive.name {
    case "times": selection.times = try directive.number(in: 1...1_000_000_000)
    case "skip": selection.skip = try directive.number()
    case "on":
      guard directive.value.hasPrefix("/") else { throw directive.invalid(expected: "the beginning of a path") }
      selection.path = directive.value
    case "load": load = try LoadPlan(directive)
    case "endless": endless = try Endless(directive)
    case "job": job = try AudioJob(directive)
    case "slow": readPause = try directive.number(in: 1...1_000_000_000)
    case "early": answersEarlyAfter = try directive.number(standard: 0)
    default:
      if try replacement.set(directive) { return }
      if try shape.set(directive) { return }
      guard try delivery.set(directive) else { throw .unknownDirective(directive.name) }
    }
  }
}

/// How an upload is worked on.
struct AudioJob: Sendable {
  /// How often the status says `processing`; with none the note is there at once.
  var polls = 2
  var fails = false

  init(polls: Int = 2) { self.polls = polls }

  init(_ directive: Directive) throws(FaultError) {
    enum Outcome: String, CaseIterable { case completed, failed }
    polls = try directive.number()
    fails = try directive.choice(at: 1, standard: Outcome.completed) == .failed
  }
}
