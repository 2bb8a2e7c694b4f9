import Documents
import Notes
import Testing

@testable import Session

/// What is done about a note on its way, for everything that clients have been seen to do; times are made up.
struct InsertionVerdictTests {
  enum Event {
    /// The client tells of a change: by the user, with the note in it, or back to what it was.
    case user, arrival, undo
    case answer(Insertion.Answer)
    case pass(milliseconds: Int)
    case close, cancel
  }

  enum End: Equatable { case waiting, sentAgain, done(Insertion.Outcome) }

  private static let visit = "Patient: My head hurts.\n"
  private static let note = "Subjective:\nMy head hurts.\n"

  @Test(
    arguments: [
      ("it arrives", [.arrival], .done(.inserted)),
      ("it arrives after the answer", [.answer(.applied), .arrival], .done(.inserted)),
      ("it arrives, said to be refused", [.answer(.refused), .arrival], .done(.inserted)),
      ("nothing yet", [.pass(milliseconds: 9_000)], .waiting),
      ("never an answer", [.pass(milliseconds: 10_000)], .done(.unconfirmed)),
      ("never an answer, and the user types on", [.user, .user, .pass(milliseconds: 5_000)], .waiting),
      ("an answer late, as of a person who says yes", [.pass(milliseconds: 8_000), .answer(.applied)], .waiting),
      ("a person who says no", [.pass(milliseconds: 3_000), .answer(.failed)], .done(.declined)),
      ("refused as out of date, and the change is here", [.user, .answer(.refused)], .sentAgain),
      ("refused as out of date, and the change comes", [.answer(.refused), .user], .sentAgain),
      ("refused, for no reason", [.answer(.refused), .pass(milliseconds: 200)], .waiting),
      ("refused, a little later", [.answer(.refused), .pass(milliseconds: 301)], .sentAgain),
      ("an error may hide an edit", [.user, .answer(.failed), .pass(milliseconds: 100)], .waiting),
      ("an error, and nothing came", [.user, .answer(.failed), .pass(milliseconds: 301)], .sentAgain),
      ("an error, and it came", [.user, .answer(.failed), .pass(milliseconds: 100), .arrival], .done(.inserted)),
      ("no such request", [.answer(.unsupported)], .done(.refused)),
      ("said to be taken, and then a change without it", [.answer(.applied), .user], .sentAgain),
      ("taken, and a change that crossed it", [.user, .answer(.applied)], .waiting),
      (
        "taken, and silence after a change that crossed it", [.user, .answer(.applied), .pass(milliseconds: 1_000)],
        .done(.inserted)
      ),
      ("taken, and silence", [.answer(.applied), .pass(milliseconds: 1_000)], .done(.inserted)),
      ("taken, and undone", [.answer(.applied), .pass(milliseconds: 300), .undo], .done(.inserted)),
      ("said to be taken, and something else undone", [.answer(.applied), .undo], .sentAgain),
      ("closed, and never taken", [.answer(.refused), .close], .done(.closed)),
      ("closed, and taken", [.answer(.applied), .close], .done(.inserted)),
      ("closed before the answer", [.close, .pass(milliseconds: 10_000)], .done(.unconfirmed)),
      ("cancelled before the answer", [.cancel, .answer(.refused), .pass(milliseconds: 301)], .done(.cancelled)),
    ] as [(String, [Event], End)])
  func `the note is sent again only when it is certain not to be there`(_ what: String, events: [Event], end: End) {
    #expect(run(events, mayLie: false) == end)
  }

  @Test(
    arguments: [
      ("silence after a change that crossed it", [.user, .answer(.applied), .pass(milliseconds: 1_000)], .sentAgain),
      ("silence", [.answer(.applied), .pass(milliseconds: 1_000)], .waiting),
      ("silence for long", [.answer(.applied), .pass(milliseconds: 10_000)], .done(.unconfirmed)),
      ("a change without it", [.answer(.applied), .user], .sentAgain),
      ("it arrives", [.answer(.applied), .arrival], .done(.inserted)),
      ("something else undone", [.answer(.applied), .pass(milliseconds: 500), .undo], .sentAgain),
    ] as [(String, [Event], End)])
  func `a client that says applied of what it refused is asked again`(_ what: String, events: [Event], end: End) {
    #expect(run(events, mayLie: true) == end)
  }

  @Test func `a client that refuses for ever is asked a few times, at growing intervals`() {
    var insertion = Insertion(uri: "u", passage: 1, text: Self.note, mayLie: false)
    let document = Document(text: Self.visit, version: 1, encoding: .utf16)
    var now = ContinuousClock.now
    let start = now
    var times: [Duration] = []
    while true {
      switch insertion.verdict(isOpen: true, at: now) {
      case .send:
        times.append(now - start)
        insertion.send(Self.note, into: document, at: 24, now)
        insertion.answered(.refused, at: now)
      case .wait(let time):
        #expect(time > now)
        now = time
      case .done(let outcome):
        #expect(outcome == .refused)
        #expect(times == [.zero, .milliseconds(300), .milliseconds(900), .milliseconds(2100)])
        return
      }
    }
  }

  @Test func `a client that is always out of date is asked eight times`() {
    var insertion = Insertion(uri: "u", passage: 1, text: Self.note, mayLie: false)
    var document = Document(text: Self.visit, version: 1, encoding: .utf16)
    var now = ContinuousClock.now
    let start = now
    var times: [Int] = []
    while true {
      let verdict = insertion.verdict(isOpen: true, at: now)
      if case .done = verdict { break }
      if case .wait(let time) = verdict {
        now = time
        continue
      }
      times.append(Int((now - start) / .milliseconds(1)))
      insertion.send(Self.note, into: document, at: 24, now)
      insertion.answered(.refused, at: now)
      type("x", into: &document, &insertion, at: now)
    }
    #expect(times == [0, 0, 0, 300, 900, 2100, 4500, 9300])
    #expect(insertion.verdict(isOpen: true, at: now) == .done(.refused))
  }

  private func run(_ events: [Event], mayLie: Bool) -> End {
    var insertion = Insertion(uri: "u", passage: 1, text: Self.note, mayLie: mayLie)
    var document = Document(text: Self.visit, version: 1, encoding: .utf16)
    var now = ContinuousClock.now
    var isOpen = true
    guard insertion.verdict(isOpen: true, at: now) == .send else { return .waiting }
    insertion.send(Self.note, into: document, at: document.byteCount, now)
    var verdict = insertion.verdict(isOpen: true, at: now)
    for event in events {
      switch event {
      case .user: type("x", into: &document, &insertion, at: now)
      case .arrival: type(Self.note, into: &document, &insertion, at: now)
      case .undo:
        insertion.record(ByteEdit(start: 3, removed: 0, inserted: 1), count: document.byteCount + 1)
        insertion.record(ByteEdit(start: 3, removed: 1, inserted: 0), count: document.byteCount)
        insertion.look(at: document, now)
      case .answer(let answer): insertion.answered(answer, at: now)
      case .pass(let milliseconds): now += .milliseconds(milliseconds)
      case .close: isOpen = false
      case .cancel: insertion.isCancelled = true
      }
      verdict = insertion.verdict(isOpen: isOpen, at: now)
    }
    switch verdict {
    case .send: return .sentAgain
    case .wait: return .waiting
    case .done(let outcome): return .done(outcome)
    }
  }

  private func type(
    _ text: String, into document: inout Document, _ insertion: inout Insertion, at now: ContinuousClock.Instant
  ) {
    let edit = document.replace(
      TextRange(start: .init(line: 9, character: 0), end: .init(line: 9, character: 0)), with: text)
    insertion.record(edit, count: document.byteCount)
    insertion.look(at: document, now)
  }
}
