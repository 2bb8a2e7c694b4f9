/// The endpoints that make and fetch notes.
extension SandboxAPI {
  func streamNote(_ request: IncomingRequest) -> Response {
    var response = Response(status: 200, contentType: "text/event-stream; charset=utf-8", framing: .chunked)
    response.fields.append(("Cache-Control", "no-cache"))
    response.isEventStream = true
    if let load = request.fault.load {
      response.body.steps = [.source(LoadSource(load))]
      return response
    }
    do {
      let note = try NoteRequest(request.body, minimumTranscript: configuration.minimumTranscript)
      let shape = request.fault.shape
      let stream = EventStream(
        text: drafter(note.transcript), shape: shape, pace: shape.pace ?? configuration.chunkMilliseconds)
      response.body = stream.script
      response.events = stream.offsets
      response.doneOffset = stream.doneOffset
      request.fault.endless?.apply(to: &response)
      return response
    } catch {
      return invalid(error)
    }
  }

  func createNote(_ request: IncomingRequest) -> Response {
    do {
      let note = try NoteRequest(request.body, minimumTranscript: configuration.minimumTranscript)
      return .json(200, notes.add(text: drafter(note.transcript), request: note))
    } catch {
      return invalid(error)
    }
  }

  func note(_ id: String) -> Response {
    guard let note = notes[id] else { return noSuchNote }
    return .json(200, note)
  }

  /// 202 and a job to ask after, or 200 and the note.
  func createFromAudio(_ request: IncomingRequest) -> Response {
    do {
      let metadata = try AudioUpload(request.form).metadata
      let job = request.fault.job ?? AudioJob()
      let note = notes.add(
        text: drafter(AudioUpload.transcript), request: metadata,
        transcript: metadata.includesTranscript ? AudioUpload.transcript : nil, job: job)
      if job.polls == 0, !job.fails { return .json(200, note) }
      let status = JobStatus(noteId: note.noteId, status: "processing", statusURL: "/v1/audio/status/\(note.noteId)")
      return .json(202, status)
    } catch {
      return invalid(error)
    }
  }

  func audioStatus(_ id: String) -> Response {
    guard let status = notes.poll(id: id) else { return noSuchNote }
    return .json(200, JobStatus(noteId: id, status: status, statusURL: nil))
  }

  func summarise(_ request: IncomingRequest) -> Response {
    do { return .json(200, try VisitSummary(request.body)) } catch { return invalid(error) }
  }

  private var noSuchNote: Response { .error(404, code: "NOT_FOUND", message: "There is no such note.") }

  private func invalid(_ error: NoteRequest.Invalid) -> Response {
    .error(400, code: "VALIDATION_ERROR", message: "Invalid request.", details: error.details)
  }
}

private struct JobStatus: Encodable {
  enum CodingKeys: String, CodingKey {
    case noteId, status
    case statusURL = "status_url"
  }

  let noteId: String
  let status: String
  let statusURL: String?
}
