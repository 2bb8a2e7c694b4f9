/// Answers requests as the SOAPNoteAPI does, or as a fault wants it. Used by the server's thread alone.
final class SandboxAPI {
  let configuration: SandboxConfiguration
  private let rules: FaultRules
  private let board: StatisticsBoard
  let drafter: @Sendable (String) -> String
  var notes = NoteStore()

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
    let route = Route(path: head.path)
    let limit = route == .createFromAudio ? configuration.uploadLimit : configuration.bodyLimit
    return try IncomingRequest(head: head, fault: try fault(for: head, route), route: route, limit: limit)
  }

  private func fault(for head: RequestHead, _ route: Route?) throws(RequestError) -> Fault {
    // What a browser or a test asks of the sandbox itself is never spoilt.
    if head.method == "OPTIONS" || route?.isControl == true { return Fault() }
    guard let text = head["x-sandbox-fault"] ?? head.parameter("fault") else {
      return rules.take(for: head.path) ?? Fault()
    }
    do { return try Fault(parsing: text) } catch { throw .malformed("X-Sandbox-Fault: \(error)") }
  }

  /// The answer to `request`; when its body is not whole, the connection cannot be used again.
  func answer(_ request: IncomingRequest, isWhole: Bool) -> Answer {
    let isControl = request.route?.isControl ?? false
    if !isControl, let observer = configuration.onRequest {
      observer(ReceivedRequest(head: request.head, body: request.body, parts: request.form?.parts ?? []))
    }
    var response = request.fault.replacement.response ?? response(to: request)
    if let type = request.fault.replacement.contentType { response.contentType = type }
    response.fields += request.fault.replacement.fields.map { ($0.name, $0.value) }
    if !isControl { response.fields.append(("Access-Control-Allow-Origin", "*")) }
    if !isWhole { response.closes = true }
    return request.fault.delivery.answer(response, to: request.head)
  }

  /// The answer to what is no proper request.
  func answer(_ error: RequestError) -> Answer {
    var response = Response.error(error.status, code: standardErrorCode(error.status), message: error.message)
    response.closes = true
    response.fields.append(("Access-Control-Allow-Origin", "*"))
    return Delivery().answer(response, to: RequestHead(method: "GET", path: "", query: "", fields: []))
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
    case .note(let id): return note(id)
    case .createFromAudio: return createFromAudio(request)
    case .audioStatus(let id): return audioStatus(id)
    case .visitSummary: return summarise(request)
    case .specialties: return .json(200, Specialties())
    case .statistics: return .json(200, board.statistics)
    case .faults: return setFaults(head.method == "PUT" ? request.body : [])
    }
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
