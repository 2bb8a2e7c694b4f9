package import HTTPStreaming
package import Notes

extension SOAPNoteAPIEngine: RecordService {
  package func note(id: String, into sink: any NoteSink) async throws(EngineError) -> Completion {
    try await note(by: UpstreamRequest.storedNote(id, upstream), .storedNote, id: id, into: sink)
  }

  package func summary(
    of visits: VisitHistory, into sink: any NoteSink
  ) async throws(EngineError) -> Redacted<[UInt8]> {
    let request = try UpstreamRequest.summary(of: visits, upstream)
    let (answer, attempts) = try await Attempts(upstream, clock: clock, sink: sink).make(request) {
      await receiver(.summary).run($0, on: client)
    }
    do throws(EngineError) {
      try JSONAnswer.check(answer.body, .summary, name: UpstreamRequest.name)
    } catch {
      var error = error
      error.attempts = attempts
      throw error
    }
    return Redacted(answer.body)
  }

  package func specialties() async throws(EngineError) -> [UInt8] {
    try await receiver(.specialties).run(UpstreamRequest.specialties(upstream), on: client).get().body
  }

  /// Opens a connection for a request that is about to come, by asking for what anyone may ask for; returns at once.
  package func openConnection() {
    let request: HTTPRequest
    // A wrong address is told to the request that is to come.
    do throws(EngineError) { request = try UpstreamRequest.specialties(upstream) } catch { return }
    _ = client.start(request, receiver(.specialties))
  }

  /// Asks for what anyone may ask for, on a connection of its own: whether the SOAPNoteAPI answers, and how fast.
  /// `date` is the `Date` of the answer, whatever else it was.
  package func probe() async -> (failure: EngineError?, timing: HTTPTiming, date: String?) {
    var request: HTTPRequest
    do throws(EngineError) {
      request = try UpstreamRequest.specialties(upstream)
    } catch {
      return (error, HTTPTiming(), nil)
    }
    request.limits = upstream.timeouts
    request.connection.isFresh = true
    let receiver = receiver(.specialties)
    let outcome = await receiver.run(request, on: client)
    let failure: EngineError?
    do throws(EngineError) {
      try JSONAnswer.check(outcome.get().body, .specialties, mayBeList: true, name: UpstreamRequest.name)
      failure = nil
    } catch {
      failure = error
    }
    return (failure, receiver.timing, receiver.date)
  }
}
