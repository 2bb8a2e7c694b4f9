internal import Documents
internal import Notes

/// A text on its way into a document: decides when to ask the client to insert it, and whether it has arrived.
///
/// Clients differ in everything here: they refuse an edit that is out of date, or take it; they say that they took what
/// they refused; they do not answer; they tell of the edit at the user's next key. The rules, in their order of weight:
/// the text must never be inserted twice, it must never be lost, and it should be inserted soon.
struct Insertion: Sendable {
  /// What is known of the client's answer.
  enum Answer: Equatable, Sendable {
    /// It says so, at least.
    case applied
    case refused
    /// An error: the edit may have been carried out in part.
    case failed
    /// The client does not know the request.
    case unsupported
  }

  enum Outcome: Equatable, Sendable {
    case inserted
    /// The client would not take it.
    case refused
    /// A person said no.
    case declined
    /// Sent, and never heard of again: it may be there.
    case unconfirmed
    /// The document was closed before.
    case closed
    case cancelled
  }

  /// What is to be done now.
  enum Verdict: Equatable, Sendable {
    case send
    case wait(until: ContinuousClock.Instant)
    case done(Outcome)
  }

  /// One edit that was sent, and what has been seen since.
  struct Attempt: Sendable {
    let sentAt: ContinuousClock.Instant
    var arrival: Arrival
    /// Changes of the document that the client has told of since, and those among them before it answered.
    /// Where the text goes, in bytes, and how many bytes and lines it has.
    let offset: Int
    let length: Int
    let lines: Int
    var changes = 0
    var changesBeforeAnswer = 0
    var isSeen = false
    var isUndone = false
    var answer: (kind: Answer, time: ContinuousClock.Instant)?
  }

  static let attemptLimit = 8
  /// Without a change of the document there is no reason why the next attempt should fare better.
  static let hopelessLimit = 4
  static let firstPause = Duration.milliseconds(300)
  /// How long after its answer a client tells of its own edits (Neovim 150 ms, Emacs 500 ms).
  static let echoTime = Duration.milliseconds(1000)
  /// A refusal that takes longer was a person's.
  static let promptTime = Duration.seconds(1)
  /// Nobody sees a note and takes it back sooner.
  static let reactionTime = Duration.milliseconds(300)
  static let answerTime = Duration.seconds(10)

  let uri: String
  /// The number of the passage that the text goes below.
  let passage: Int
  let text: Redacted<String>
  /// Whether the client is known to say `applied` of edits that it refused as out of date, and to tell of those that it
  /// made within `echoTime`.
  let mayLie: Bool
  private(set) var attempt: Attempt?
  private var attempts = 0
  /// Attempts since the document last changed.
  private var hopeless = 0
  var isCancelled = false

  init(uri: String, passage: Int, text: String, mayLie: Bool) {
    self.uri = uri
    self.passage = passage
    self.text = Redacted(text)
    self.mayLie = mayLie
  }

  /// Takes note of an edit that the client told of, after which the text has `count` bytes.
  mutating func record(_ edit: ByteEdit, count: Int) { attempt?.arrival.record(edit, count: count) }

  /// Looks for the text after a change of the document.
  ///
  /// A text that is what it was may mean that the user took the insertion back, but not sooner than a person can: then
  /// he typed something and took that back, and the client has refused the insertion, whatever it says.
  mutating func look(at document: Document, _ time: ContinuousClock.Instant) {
    hopeless = 0
    guard let attempt else { return }
    self.attempt?.changes += 1
    self.attempt?.isSeen = attempt.arrival.isSeen(in: document)
    guard !mayLie, let answer = attempt.answer, time - answer.time >= Self.reactionTime else { return }
    self.attempt?.isUndone = attempt.arrival.isUndone(in: document)
  }

  mutating func answered(_ answer: Answer, at time: ContinuousClock.Instant) {
    guard let attempt, attempt.answer == nil else { return }
    self.attempt?.answer = (answer, time)
    self.attempt?.changesBeforeAnswer = attempt.changes
  }

  /// Notes that an edit is sent which inserts `text` into `document`, at `offset`.
  mutating func send(_ text: String, into document: Document, at offset: Int, _ time: ContinuousClock.Instant) {
    attempts += 1
    hopeless += 1
    attempt = Attempt(
      sentAt: time, arrival: Arrival(of: text, into: document), offset: offset, length: text.utf8.count,
      lines: text.count { $0 == "\n" || $0 == "\r\n" || $0 == "\r" })
  }

  /// What is to be done now; `isOpen` tells whether the document is.
  mutating func verdict(isOpen: Bool, at now: ContinuousClock.Instant) -> Verdict {
    guard let attempt else { return next(isOpen: isOpen) }
    if attempt.isSeen { return .done(.inserted) }
    guard let (answer, time) = attempt.answer else {
      let end = attempt.sentAt + Self.answerTime
      return now < end ? .wait(until: end) : .done(.unconfirmed)
    }
    switch answer {
    case .applied: return verdict(onApplied: attempt, time, isOpen: isOpen, at: now)
    case .unsupported: return .done(.refused)
    case .refused, .failed:
      if time - attempt.sentAt >= Self.promptTime, attempt.changes == 0 { return .done(.declined) }
      var due = max(answer == .failed ? time + Self.firstPause : time, patience(attempt))
      if hopeless > 0, hopeless < Self.hopelessLimit { due = time + Self.firstPause * (1 << (hopeless - 1)) }
      guard now >= due || !isOpen else { return .wait(until: due) }
      self.attempt = nil
      return next(isOpen: isOpen)
    }
  }

  private mutating func verdict(
    onApplied attempt: Attempt, _ time: ContinuousClock.Instant, isOpen: Bool, at now: ContinuousClock.Instant
  ) -> Verdict {
    // A change from before the answer may have crossed the edit, and says nothing.
    let isMissing = attempt.changes > attempt.changesBeforeAnswer
    if attempt.isUndone || !isOpen { return .done(.inserted) }
    if !isMissing, now < time + Self.echoTime { return .wait(until: time + Self.echoTime) }
    if isMissing || mayLie && attempt.changes > 0 {
      let due = patience(attempt)
      guard now >= due else { return .wait(until: due) }
      self.attempt = nil
      return next(isOpen: isOpen)
    }
    guard mayLie else { return .done(.inserted) }
    return now < time + Self.answerTime ? .wait(until: time + Self.answerTime) : .done(.unconfirmed)
  }

  /// When the next attempt may be made, however soon the client is up to date: one that types too fast for the first
  /// few is given time.
  private func patience(_ attempt: Attempt) -> ContinuousClock.Instant {
    attempts < 3 ? attempt.sentAt : attempt.sentAt + Self.firstPause * (1 << (attempts - 3))
  }

  /// Between two attempts.
  private func next(isOpen: Bool) -> Verdict {
    if isCancelled { return .done(.cancelled) }
    if !isOpen { return .done(.closed) }
    return attempts < Self.attemptLimit && hopeless < Self.hopelessLimit ? .send : .done(.refused)
  }
}
