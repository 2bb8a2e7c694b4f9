internal import EditorProtocol
internal import JSONRPC
internal import Notes

/// What the upstream does besides making notes of transcripts.
extension Session {
  func registerRecords(on router: inout Router) {
    router.onJSON(GetNote.self) { params, context throws(ResponseError) in
      let (records, relay) = (self.records(), self.relay(context))
      let generation = Generation(
        title: "Stored SOAP note", engineName: Self.recordsName, specialty: nil, relay: relay, context: context
      ) { relay throws(EngineError) in try await records.get().note(id: params.noteId, into: relay) }
      return { () async throws(ResponseError) in try await generation.run() }
    }
    router.onJSON(SummariseVisits.self) { params, context throws(ResponseError) in
      let (records, relay) = (self.records(), self.relay(context))
      let visits = try VisitHistory(params)
      return { () async throws(ResponseError) in
        relay.begin(title: "Visit summary")
        do throws(EngineError) {
          let summary = try await Self.summary(of: visits, records, relay)
          guard context.decide() else { throw EngineError(.cancelled, "Cancelled.") }
          relay.end("Visit summary complete.")
          return .text(summary)
        } catch {
          relay.end(error.message)
          throw ResponseError(error, engine: Self.recordsName, partial: relay.partial, partialText: nil)
        }
      }
    }
    router.on(ListSpecialties.self) { _, _ async throws(ResponseError) in
      await self.specialties.list(from: self.catalog)
    }
    router.onNotification(Prepare.self) { _ in self.catalog.prepare() }
  }

  /// The upstream's object, on one line.
  private static func summary(
    of visits: VisitHistory, _ records: Result<any RecordService, EngineError>, _ relay: NoteRelay
  ) async throws(EngineError) -> [UInt8] {
    let answer = try await records.get().summary(of: visits, into: relay)
    do throws(ResponseError) {
      return try JSONText.encode(try JSONValue(parsing: answer.value))
    } catch {
      throw EngineError(.malformedStream, "The answer with the summary cannot be read as JSON, so it was not used.")
    }
  }

  /// The engine that errors name: the others keep no records.
  static let recordsName = "soapnoteapi"

  /// Found on the reader's thread, under the settings of the moment.
  func records() -> Result<any RecordService, EngineError> {
    do throws(EngineError) { return .success(try catalog.records()) } catch { return .failure(error) }
  }
}

extension VisitHistory {
  fileprivate init(_ params: SummariseVisits.Params) throws(ResponseError) {
    var visits: [Visit] = []
    for visit in params.visits {
      let note = try visit.soapNote.map { note throws(ResponseError) in try JSONText.encode(JSONValue.object(note)) }
      visits.append(Visit(date: visit.visitDate, provider: visit.provider, note: note, summary: visit.summary))
    }
    let info = try params.patientInfo.map { info throws(ResponseError) in
      try JSONText.encode(JSONValue.object(info))
    }
    self.init(visits: visits, patientInfo: info, focus: params.focus)
  }
}
