/// Answers requests as the SOAPNoteAPI does, or as a fault wants it. Used by the server's thread alone.
final class SandboxAPI {
  private let configuration: SandboxConfiguration
  private let rules: FaultRules
  private let board: StatisticsBoard
  private let drafter: @Sendable (String) -> String
  private var notes = NoteStore()

  init(
    configuration: SandboxConfiguration, rules: FaultRules, board: StatisticsBoard,
    drafter: @escaping @Sendable (String) -> String
  ) {
    self.configuration = configuration
    self.rules = rules
    self.board = board
    self.drafter = drafter
  }

  var headLimit: Int { configuration.headLimit }

  /// What is to become of a request whose head has come.
  func begin(_ head: RequestHead) throws(RequestError) -> IncomingRequest {
    let fault: Fault
    do {
      if let text = head["x-sandbox-fault"] ?? head.parameter("fault") {
        fault = try Fault(parsing: text)
      } else {
        fault = rules.take(for: head.path) ?? Fault()
      }
    } catch {
      throw .malformed("X-Sandbox-Fault: \(error)")
    }
    return try IncomingRequest(
      head: head, fault: fault, route: Route(path: head.path), limit: configuration.bodyLimit)
  }

  /// The answer to `request`; when its body is not whole, the connection cannot be used again.
  func answer(_ request: IncomingRequest, isWhole: Bool) -> Answer {
    if request.route?.isControl != true { configuration.onRequest?(request.head, request.body) }
    var response = request.fault.replacement.response ?? response(to: request)
    if let type = request.fault.replacement.contentType { response.contentType = type }
    response.fields += request.fault.replacement.fields.map { ($0.name, $0.value) }
    if request.route?.isControl != true { response.fields.append(("Access-Control-Allow-Origin", "*")) }
    if !isWhole { response.closes = true }
    return perform(response, request.fault.delivery, to: request.head)
  }

  /// The answer to what is no proper request.
  func answer(_ error: RequestError) -> Answer {
    var response = Response.error(error.status, code: "VALIDATION_ERROR", message: error.message)
    response.closes = true
    response.fields.append(("Access-Control-Allow-Origin", "*"))
    let head = RequestHead(method: "GET", path: "", query: "", fields: [])
    return perform(response, Delivery(), to: head)
  }

  private func perform(_ response: Response, _ delivery: Delivery, to head: RequestHead) -> Answer {
    let (script, framing) = delivery.script(for: response, to: head)
    return Answer(script: script, framing: framing, isEventStream: response.isEventStream)
  }

  private func response(to request: IncomingRequest) -> Response {
    guard let route = request.route else {
      return .error(404, code: "NOT_FOUND", message: "There is nothing at this path.")
    }
    let head = request.head
    if head.method == "OPTIONS", !route.isControl { return preflight(route) }
    let loads = route == .streamNote && request.fault.load != nil
    guard route.methods.contains(head.method) || (loads && head.method == "GET") else {
      var response = Response.error(405, code: "METHOD_NOT_ALLOWED", message: "Use \(route.methods[0]) here.")
      response.fields.append(("Allow", (route.methods + ["OPTIONS"]).joined(separator: ", ")))
      return response
    }
    if route.needsKey, let refusal = Credentials(configuration.keys).refusal(of: head["authorization"]) {
      return refusal
    }
    switch route {
    case .streamNote: return streamNote(request)
    case .createNote: return createNote(request)
    case .note(let id):
      guard let note = notes[id] else { return .error(404, code: "NOT_FOUND", message: "There is no such note.") }
      return .json(200, note)
    case .specialties: return .json(200, Specialties())
    case .statistics: return .json(200, board.statistics)
    case .faults: return setFaults(head.method == "PUT" ? request.body : [])
    }
  }

  private func streamNote(_ request: IncomingRequest) -> Response {
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

  private func createNote(_ request: IncomingRequest) -> Response {
    do {
      let note = try NoteRequest(request.body, minimumTranscript: configuration.minimumTranscript)
      return .json(200, notes.add(text: drafter(note.transcript), request: note))
    } catch {
      return invalid(error)
    }
  }

  private func invalid(_ error: NoteRequest.Invalid) -> Response {
    .error(400, code: "VALIDATION_ERROR", message: "Invalid request.", details: error.details)
  }

  private func setFaults(_ text: [UInt8]) -> Response {
    do {
      try rules.replace(parsing: String(decoding: text, as: UTF8.self))
      return Response(status: 204)
    } catch {
      return .error(400, code: "VALIDATION_ERROR", message: "\(error)")
    }
  }

  /// The answer to a browser that asks whether a page may send a request. (Fetch, CORS protocol.)
  private func preflight(_ route: Route) -> Response {
    var response = Response(status: 204)
    let methods = (route.methods + ["OPTIONS"]).joined(separator: ", ")
    response.fields = [
      ("Allow", methods), ("Access-Control-Allow-Methods", methods),
      ("Access-Control-Allow-Headers", "authorization, content-type, accept, cache-control, x-sandbox-fault"),
      ("Access-Control-Max-Age", "600"),
    ]
    return response
  }
}
