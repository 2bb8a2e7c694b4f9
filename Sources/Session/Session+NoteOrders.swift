internal import Documents
internal import EditorProtocol
internal import JSONRPC
internal import Notes
internal import Synchronization

/// The notes that commands ask for: made in the background, then put into the document.
extension Session {
  /// How long a client may think about showing progress; the note does not wait for it any longer.
  private static let progressPatience = Duration.seconds(2)
  private static let tickInterval = Duration.seconds(2)
  private static let retry = "Try again"

  /// Begins a note of a passage of an open document, and returns its token.
  func generate(_ argument: PassageArgument) throws(ResponseError) -> ProgressToken {
    let engine = argument.engine ?? catalog.defaults.engine
    guard argument.engine == nil || GenerateNote.engines.contains(engine) else {
      throw ResponseError(.invalidParams, "engine must be one of \(GenerateNote.engines.joined(separator: ", ")).")
    }
    let order = try state.withLock { state throws(ResponseError) in
      let (passage, text) = try state.documents.passage(argument, ofCursor: .document)
      return NoteOrder(
        uri: argument.uri, passage: passage, engine: engine,
        request: GenerateNote.Params(
          transcript: text, specialty: argument.specialty, template: argument.template, engine: engine))
    }
    if !state.withLock(\.client.takesEdits) {
      say("This editor lets no server insert text. The note will be kept: the command soapNote.lastNote returns it.", 2)
    }
    return begin(order)
  }

  /// Puts a complete note into a document, and returns its token.
  func insert(_ argument: PassageArgument) throws(ResponseError) -> ProgressToken {
    var (token, passage, note) = try state.withLock { state throws(ResponseError) in
      guard let entry = state.notes.note(argument.token), let note = entry.note else {
        throw ResponseError(.invalidParams, "There is no such note.")
      }
      guard entry.state != .inserting else { throw ResponseError(.invalidParams, "The note is being inserted.") }
      let (passage, _) = try state.documents.passage(argument, ofCursor: .place)
      state.notes.set(.inserting, of: entry.token)
      return (entry.token, passage, note)
    }
    // Told when the note was made.
    note.details.warnings = nil
    _ = connection.startWork { [note, token, passage] _, _ in await self.deliver(note, token, argument.uri, passage) }
    return token
  }

  private func begin(_ order: NoteOrder) -> ProgressToken {
    let prepare: (ProgressToken) -> Void = { token in
      self.state.withLock { $0.notes.add(.init(token: token, uri: order.uri, engine: order.engine)) }
    }
    return connection.startWork(prepare: prepare) { token, context in
      let isShown = await self.createProgress(token)
      let feed =
        self.catalog.defaults.insertsBySection && self.state.withLock(\.client.takesEdits) ? SectionFeed() : nil
      async let outcome = self.insertSections(feed, order)
      let note = await self.make(order, context, Background(workDoneToken: isShown ? token : nil, sections: feed))
      switch note {
      case .success(let note):
        self.state.withLock { $0.notes.complete(token, note) }
        feed?.finish(note.isBlank ? nil : note.text)
        await self.deliver(note, token, order.uri, order.passage, insertedBySection: outcome)
      case .failure(let error):
        feed?.finish(nil)
        _ = await outcome
        self.fail(order, token, error)
      }
    }
  }

  /// Tells the user why there is no note. It is made again only when the user wants it, who may have to pay for it.
  private func fail(_ order: NoteOrder, _ token: ProgressToken, _ error: ResponseError) {
    let isCancelled = error.code == ResponseError.Code.requestCancelled.rawValue
    state.withLock { $0.notes.set(isCancelled ? .cancelled : .failed, of: token) }
    guard !isCancelled, error.data?["retryable"]?.bool == true else {
      release(order.passage)
      if !isCancelled { say(error.message, 1) }
      return
    }
    let question = ShowMessageRequest.Params(type: 1, message: error.message, actions: [.init(title: Self.retry)])
    do throws(ResponseError) {
      try connection.request(ShowMessageRequest.self, question) { answer in
        switch answer {
        case .success(let choice) where choice["title"]?.string == Self.retry:
          _ = self.begin(order)
        case .success:
          self.release(order.passage)
        case .failure:
          self.release(order.passage)
          self.say(error.message, 1)
        }
      }
    } catch {
      release(order.passage)
    }
  }

  func release(_ passage: Int) { state.withLock { $0.documents.passages.release(passage) } }

  /// Shows a sentence to the user; `type` as in `window/showMessage`.
  func say(_ message: String, _ type: Int) {
    do throws(ResponseError) {
      try connection.notify(ShowMessage.self, ShowMessage.Params(type: type, message: message))
    } catch {
      log("A message to the client could not be written: \(error.message)")
    }
  }

  private func make(
    _ order: NoteOrder, _ context: RequestContext, _ background: Background
  ) async -> Result<Generation.Note, ResponseError> {
    do throws(ResponseError) {
      let generation = try generation(order.request, context, background: background) {
        engine, encounter, relay throws(EngineError) in try await engine.generate(encounter, into: relay)
      }
      async let _ = generation.relay.tick(every: Self.tickInterval)
      return .success(try await generation.note())
    } catch {
      return .failure(error)
    }
  }

  private func createProgress(_ token: ProgressToken) async -> Bool {
    guard state.withLock(\.client.showsProgress) else { return false }
    let bell = Bell()
    let isCreated = Mutex<Bool?>(nil)
    do throws(ResponseError) {
      try connection.request(CreateWorkDoneProgress.self, .init(token: token)) { answer in
        let isSuccess = if case .success = answer { true } else { false }
        isCreated.withLock { $0 = isSuccess }
        bell.ring()
      }
    } catch {
      return false
    }
    let end = ContinuousClock.now + Self.progressPatience
    while isCreated.withLock({ $0 }) == nil, .now < end { await bell.wait(until: end) }
    return isCreated.withLock { $0 } ?? false
  }
}
