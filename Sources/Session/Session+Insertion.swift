internal import Documents
internal import EditorProtocol
internal import JSONRPC
internal import Notes
internal import Synchronization

/// Getting a note into a document that the user goes on editing; `Insertion` has the rules.
extension Session {
  /// Clients that say `applied` of edits that they have refused, by their names for themselves.
  private static let liars: Set = ["Neovim"]
  private static let turnPause = Duration.milliseconds(100)

  fileprivate enum Step {
    case send(WorkspaceEdit)
    case wait(until: ContinuousClock.Instant)
    case done(Insertion.Outcome)
  }

  /// Inserts `text` below a passage, and returns what has become of it.
  func insert(_ text: String, into uri: String, below passage: Int) async -> Insertion.Outcome {
    let bell = Bell()
    let number = state.withLock { state in
      let mayLie = state.clientName.map(Self.liars.contains) ?? false
      return state.documents.insertions.add(
        Insertion(uri: uri, passage: passage, text: text, mayLie: mayLie), bell: bell)
    }
    defer { state.withLock { $0.documents.insertions.remove(number) } }
    while true {
      switch state.withLock({ $0.step(number, at: .now, pause: Self.turnPause) }) {
      case .send(let edit): send(edit, for: number, bell)
      case .wait(let time): await bell.wait(until: time)
      case .done(let outcome): return outcome
      }
    }
  }

  private func send(_ edit: WorkspaceEdit, for number: Int, _ bell: Bell) {
    let answered: @Sendable (Insertion.Answer) -> Void = { answer in
      self.state.withLock { $0.documents.insertions[number]?.answered(answer, at: .now) }
      bell.ring()
    }
    do throws(ResponseError) {
      try connection.request(ApplyEdit.self, .init(edit: edit)) { answer in answered(.init(answer)) }
    } catch {
      answered(.unsupported)
    }
  }
}

extension Session.State {
  fileprivate mutating func step(
    _ number: Int, at now: ContinuousClock.Instant, pause: Duration
  ) -> Session.Step {
    guard var insertion = documents.insertions[number] else { return .done(.cancelled) }
    if insertion.attempt == nil, !insertion.isCancelled, documents.insertions.mustWait(number) {
      return .wait(until: now + pause)
    }
    let (document, passage) = (documents[insertion.uri], documents.passages[insertion.passage])
    let verdict = insertion.verdict(isOpen: document != nil && passage != nil, at: now)
    defer { documents.insertions[number] = insertion }
    switch verdict {
    case .wait(let time):
      return .wait(until: time)
    case .done(let outcome):
      if outcome == .inserted, let attempt = insertion.attempt, !attempt.isUndone {
        settle(attempt, insertion)
      }
      return .done(outcome)
    case .send:
      guard let document, let passage else { return .done(.closed) }
      let end = document.endOfWords(from: passage.start, to: passage.end)
      let place = BlockPlace(below: end, in: document)
      let text = place.text(for: insertion.text.value)
      let position = document.position(of: place.offset)
      let line = position.line + documents.insertions.untoldLines(before: place.offset, in: insertion.uri)
      let point = EditorProtocol.TextPosition(line: line, character: position.character)
      insertion.send(text, into: document, at: place.offset, now)
      return .send(
        WorkspaceEdit(
          uri: insertion.uri, version: document.version,
          edits: [TextEdit(range: TextRange(start: point, end: point), newText: text)],
          versioned: client.takesVersions))
    }
  }
}

extension Session.State {
  /// What is inserted next below the same passage goes below this text.
  private mutating func settle(_ attempt: Insertion.Attempt, _ insertion: Insertion) {
    guard attempt.isSeen else {
      documents.insertions.expect(lines: attempt.lines, at: attempt.offset, in: insertion.uri)
      documents.passages.extend(insertion.passage, to: attempt.offset)
      return documents.inserted.expect(attempt.length, at: attempt.offset, in: insertion.uri)
    }
    if let place = documents[insertion.uri].flatMap({ attempt.arrival.place(in: $0, near: attempt.offset) }) {
      documents.passages.extend(insertion.passage, to: place.upperBound)
      documents.inserted.add(place, in: insertion.uri)
    }
  }
}

extension Insertion.Answer {
  fileprivate init(_ answer: Result<JSONValue, ResponseError>) {
    switch answer {
    // Emacs answers with something else than an object.
    case .success(let result): self = result["applied"]?.bool ?? true ? .applied : .refused
    case .failure(let error):
      self = error.code == ResponseError.Code.methodNotFound.rawValue ? .unsupported : .failed
    }
  }
}
