package import EditorProtocol
package import JSONRPC
internal import Notes
internal import Synchronization

/// One client's session: its lifecycle, its documents, and the notes it asks for.
package final class Session: Sendable {
  fileprivate enum Phase { case fresh, running, shutDown }

  struct State {
    fileprivate var phase = Phase.fresh
    /// What the client can do.
    var client = ClientCapabilities()
    var encoding = PositionEncoding.utf16
    var documents = DocumentStore()
    var notes = CommandedNotes()
    /// The client's name for itself.
    var clientName: String?
    /// Wrong and unwise settings that the client has been told of.
    var reported: Set<SettingFault> = []
    /// Counts the times that settings came or were asked for.
    var configurationRound = 0
  }

  private static let watchInterval = Duration.seconds(1)

  let catalog: any EngineCatalog
  let specialties = SpecialtyList()
  private let serverInfo: ServerInfo
  let connection: Connection
  let log: @Sendable (String) -> Void
  private let clientDied: @Sendable () -> Void
  private let turnstile = Turnstile()
  /// Recordings take their time: notes of transcripts do not wait for them.
  let recordingTurnstile = Turnstile()
  let state = Mutex(State())

  /// `log` takes lines for people, without content or keys. `clientDied` is called when the process that started the
  /// server, as `initialize` names it, was seen alive and is gone.
  package init(
    catalog: any EngineCatalog, serverInfo: ServerInfo, connection: Connection,
    log: @escaping @Sendable (String) -> Void, clientDied: @escaping @Sendable () -> Void
  ) {
    self.catalog = catalog
    self.serverInfo = serverInfo
    self.connection = connection
    self.log = log
    self.clientDied = clientDied
  }

  /// Whether `shutdown` was asked for: then the end of the session is no failure.
  package var isShutDown: Bool { state.withLock { $0.phase == .shutDown } }

  /// Puts the session's handlers on `router`.
  package func register(on router: inout Router) {
    router.gate = { method, _ in self.gate(method) }
    registerLifecycle(on: &router)
    registerConfiguration(on: &router)
    registerDocuments(on: &router)
    registerOutline(on: &router)
    registerCodeActions(on: &router)
    registerCommands(on: &router)
    registerNotes(on: &router)
    registerRecords(on: &router)
    registerRecordings(on: &router)
  }

  /// Keeps the lifecycle (LSP 3.17, Server lifecycle); scripts, which frame by lines, may leave out `initialize`.
  private func gate(_ method: String) -> ResponseError? {
    let isScript = connection.framing == .lines
    return state.withLock { state in
      switch state.phase {
      case .shutDown where method != Exit.method:
        return ResponseError(.invalidRequest, "The session was shut down: only exit may follow.")
      case .fresh where !isScript && method != Initialize.method && method != Exit.method:
        return ResponseError(.serverNotInitialized, "The session has not begun: send initialize first.")
      case .running where method == Initialize.method:
        return ResponseError(.invalidRequest, "The session has begun already: initialize is sent once.")
      default:
        return nil
      }
    }
  }

  private func registerLifecycle(on router: inout Router) {
    router.onReader(Initialize.self) { params, _ throws(ResponseError) in self.initialize(params) }
    router.onReader(Shutdown.self) { _, _ throws(ResponseError) in
      self.state.withLock { $0.phase = .shutDown }
      return .null
    }
    router.onNotification(SetTrace.self) { _ in }
  }

  private func initialize(_ params: Initialize.Params) -> Initialize.Result {
    let offered = (params.capabilities?.general?.positionEncodings ?? []).compactMap(PositionEncoding.init(rawValue:))
    let encoding = offered.first ?? .utf16
    if let options = params.initializationOptions {
      // Sent to this server alone, so that all of them are meant for it.
      configure(options["soapNote"] == nil ? ["soapNote": options] : options, .initializationOptions)
    }
    state.withLock { state in
      state.phase = .running
      state.clientName = params.clientInfo?.name
      state.client = params.capabilities ?? ClientCapabilities()
      state.encoding = encoding
    }
    if let process = params.processId.flatMap(ClientProcess.init) {
      connection.watch(every: Self.watchInterval) { [clientDied] in
        if process.hasDied() { clientDied() }
      }
    }
    return Initialize.Result(
      capabilities: ServerCapabilities(
        positionEncoding: encoding, codeActionProvider: .init(for: params.capabilities),
        soapNote: SOAPNoteCapabilities(engines: catalog.engines, engine: catalog.defaults.engine)),
      serverInfo: serverInfo)
  }

  private func registerDocuments(on router: inout Router) {
    router.onNotification(DidOpenTextDocument.self) { params in
      self.state.withLock { $0.documents.open(params.textDocument, encoding: $0.encoding) }
    }
    router.onNotification(DidChangeTextDocument.self) { params in
      self.state.withLock { $0.documents.change(params) }
    }
    router.onNotification(DidCloseTextDocument.self) { params in
      self.state.withLock { $0.documents.close(params.textDocument) }
    }
    router.onNotification(DidSaveTextDocument.self) { _ in }
  }

  private func registerNotes(on router: inout Router) {
    router.onJSON(GenerateNote.self) { params, context throws(ResponseError) in
      let generation = try self.generation(params, context) { engine, encounter, relay throws(EngineError) in
        try await engine.generate(encounter, into: relay)
      }
      return { () async throws(ResponseError) in try await generation.run() }
    }
    router.onJSON(CreateNote.self) { params, context throws(ResponseError) in
      let limit = self.catalog.defaults.concurrentRequests
      let generation = try self.generation(params, context) { engine, encounter, relay throws(EngineError) in
        try await self.turnstile.enter(limit: limit)
        defer { self.turnstile.leave() }
        return try await engine.create(encounter, into: relay)
      }
      return { () async throws(ResponseError) in try await generation.run() }
    }
    router.on(GetStatus.self) { params, _ async throws(ResponseError) in
      await self.catalog.status(probe: params.probe ?? false)
    }
    router.on(Reload.self) { _, _ async throws(ResponseError) in
      self.catalog.reload()
      self.specialties.forget()
      return Reload.Result(engine: self.catalog.defaults.engine, problems: self.catalog.problems)
    }
  }

  /// Reads a request on the reader's thread, so that it sees the documents and settings of its moment.
  func generation(
    _ params: GenerateNote.Params, _ context: RequestContext, background: Background? = nil,
    _ make: @escaping @Sendable (any NoteEngine, Encounter, NoteRelay) async throws(EngineError) -> Completion
  ) throws(ResponseError) -> Generation {
    let defaults = catalog.defaults
    let transcript = try state.withLock { state throws(ResponseError) in try state.documents.transcript(for: params) }
    if let engine = params.engine, !GenerateNote.engines.contains(engine) {
      throw ResponseError(
        .invalidParams, "engine must be one of \(GenerateNote.engines.joined(separator: ", ")).")
    }
    if let coalesceMs = params.coalesceMs, !(0...60_000).contains(coalesceMs) {
      throw ResponseError(.invalidParams, "coalesceMs must be a whole number from 0 to 60000.")
    }
    var encounter = Encounter(
      transcript: transcript, specialty: params.specialty ?? defaults.specialty,
      template: params.template ?? defaults.template, includeBillingCodes: params.includeBillingCodes,
      includeICD11: params.includeIcd11, includePatientSummary: params.includePatientSummary)
    if let context = params.context { encounter.context = Redacted(try JSONText.encode(JSONValue.object(context))) }
    let (engine, name) = (engine(params.engine), params.engine ?? defaults.engine)
    return Generation(
      title: "SOAP note (\(name))", engineName: name, specialty: encounter.specialty,
      relay: relay(
        context, allowRestart: params.allowRestart ?? false, coalesceMs: params.coalesceMs, background: background),
      context: context
    ) { [encounter] relay throws(EngineError) in try await make(engine.get(), encounter, relay) }
  }

  /// Where the note of a request goes, or one that is made in the background.
  func relay(
    _ context: RequestContext, allowRestart: Bool = false, coalesceMs: Int? = nil, background: Background? = nil
  ) -> NoteRelay {
    // Nobody sees text that is not told of. But it may have been paid for, and in the background the user can be asked.
    let isUnseen = context.partialResultToken == nil && background == nil
    return NoteRelay(
      context,
      builder: NoteBuilder(limit: catalog.defaults.noteBytes, encoding: state.withLock(\.encoding)),
      allowRestart: allowRestart || isUnseen, coalesce: .milliseconds(coalesceMs ?? 0), background: background)
  }

  private func engine(_ name: String?) -> Result<any NoteEngine, EngineError> {
    do throws(EngineError) { return .success(try catalog.engine(name)) } catch { return .failure(error) }
  }
}
