internal import EditorProtocol
internal import JSONRPC
internal import Notes

/// Notes of recordings.
extension Session {
  func registerRecordings(on router: inout Router) {
    router.onJSON(CreateNoteFromAudio.self) { params, context throws(ResponseError) in
      let generation = try self.generation(params, context)
      return { () async throws(ResponseError) in try await generation.run() }
    }
  }

  private func generation(
    _ params: CreateNoteFromAudio.Params, _ context: RequestContext
  ) throws(ResponseError) -> Generation {
    // A path with a zero in it would be cut there by the system, and mean another file.
    guard !params.path.isEmpty, !params.path.utf8.contains(0) else {
      throw ResponseError(.invalidParams, "path must name a file.")
    }
    let defaults = catalog.defaults
    var encounter = Encounter(
      transcript: "", specialty: params.specialty ?? defaults.specialty, template: params.template ?? defaults.template,
      includeBillingCodes: params.includeBillingCodes, includeICD11: params.includeIcd11,
      includePatientSummary: params.includePatientSummary)
    if let context = params.context { encounter.context = Redacted(try JSONText.encode(JSONValue.object(context))) }
    let recording = Recording(
      path: params.path, encounter: encounter, includeTranscript: params.includeTranscript)
    let (records, turnstile, limit) = (records(), recordingTurnstile, defaults.concurrentRequests)
    return Generation(
      title: "SOAP note of a recording", hasPercentage: true, engineName: Self.recordsName,
      specialty: encounter.specialty, relay: relay(context), context: context
    ) { relay throws(EngineError) in
      let records = try records.get()
      try await turnstile.enter(limit: limit)
      defer { turnstile.leave() }
      return try await records.note(of: recording, into: relay) { relay.report($0) }
    }
  }
}
