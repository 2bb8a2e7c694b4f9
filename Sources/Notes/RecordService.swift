/// What an upstream does besides making notes of transcripts.
///
/// Cancelling the task ends the work at once: connections are closed, and `EngineError` has reason `cancelled`. The sinks
/// of requests that are no notes hear of restarts alone.
package protocol RecordService: Sendable {
  /// Fetches the note of this id, which is complete, into `sink`.
  func note(id: String, into sink: any NoteSink) async throws(EngineError) -> Completion

  /// Makes a note of a recording, which is read from disk while it is sent, into `sink`; `progress` hears of each stage,
  /// on any thread.
  func note(
    of recording: Recording, into sink: any NoteSink, progress: @escaping @Sendable (Recording.Stage) -> Void
  ) async throws(EngineError) -> Completion

  /// Makes one summary of several visits: the upstream's answer, a JSON object.
  func summary(of visits: VisitHistory, into sink: any NoteSink) async throws(EngineError) -> Redacted<[UInt8]>

  /// The professions that the upstream knows, as it lists them, in JSON. No key is sent, and the wait is short.
  func specialties() async throws(EngineError) -> [UInt8]
}
