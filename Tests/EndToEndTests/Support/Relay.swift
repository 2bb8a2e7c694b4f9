import Testing

/// One `soapNote/generate` as its client saw it: what was told under its tokens, and the answer.
struct Relay: Sendable {
  let response: JSON
  /// The values under `partialResultToken`, in order.
  let progress: [JSON]
  /// The values under `workDoneToken`, in order.
  let work: [JSON]

  var result: JSON? { response["result"] }
  var error: JSON? { response["error"] }
  var data: JSON? { response["error"]?["data"] }
  var reason: String? { data?["reason"]?.string }

  var chunks: [JSON] { progress.filter { $0["kind"] == "chunk" } }
  var restarts: [JSON] { progress.filter { $0["kind"] == "restart" } }
  var announcements: [JSON] { progress.filter { $0["kind"] == "section" } }

  /// What came since the last restart.
  private var current: ArraySlice<JSON> {
    progress[((progress.lastIndex { $0["kind"] == "restart" } ?? -1) + 1)...]
  }

  /// What a client has in its buffer at the end.
  var text: String { current.filter { $0["kind"] == "chunk" }.compactMap { $0["text"]?.string }.joined() }

  /// Reads the request's part of a session and holds it against what the protocol promises of every request.
  init(_ log: [JSON], id: JSON, partialToken: JSON? = nil, workToken: JSON? = nil) throws {
    let answers = log.indices.filter { log[$0]["id"] == id && log[$0]["method"] == nil }
    #expect(answers.count == 1, "exactly one answer")
    response = log[try #require(answers.first)]
    func values(_ token: JSON?) -> [Int] {
      guard let token else { return [] }
      return log.indices.filter { log[$0]["method"] == "$/progress" && log[$0]["params"]?["token"] == token }
    }
    let (mine, works) = (values(partialToken), values(workToken))
    progress = mine.compactMap { log[$0]["params"]?["value"] }
    work = works.compactMap { log[$0]["params"]?["value"] }
    #expect((mine + works).allSatisfy { $0 < answers[0] }, "no progress after the answer")
    checkProgress(hasToken: partialToken != nil)
    if workToken != nil { checkWork() }
  }

  private func checkProgress(hasToken: Bool) {
    var seq = 0
    for value in progress {
      #expect(value.keys.isDisjoint(with: ["title", "message", "percentage"]))
      switch value["kind"]?.string {
      case "chunk":
        #expect(value["seq"]?.int == seq)
        #expect(value["text"]?.string?.isEmpty == false)
        #expect(value.keys.isSubset(of: ["kind", "seq", "text", "section"]))
        seq += 1
      case "section": #expect(value.keys == ["kind", "section", "offset"])
      case "restart":
        #expect(value.keys == ["kind", "attempt", "maxAttempts", "reason", "delayMs"])
        seq = 0
      default: Issue.record("an unknown kind: \(value)")
      }
    }
    if let result {
      if hasToken { #expect(text == result["text"]?.string) }
    } else if let partial = data?["partial"], hasToken {
      #expect(partial["chunks"]?.int == seq)
      #expect(partial["characters"]?.int == text.utf16.count)
    }
  }

  private func checkWork() {
    #expect(work.first?["kind"] == "begin")
    #expect(work.first?["cancellable"] == true)
    #expect(work.first?["title"]?.string?.isEmpty == false)
    #expect(work.last?["kind"] == "end")
    #expect(work.last?["message"]?.string?.isEmpty == false)
    #expect(work.dropFirst().dropLast().allSatisfy { $0["kind"] == "report" && $0["message"]?.string != nil })
  }
}

/// Runs one request in a session of its own, with both tokens, and checks that the session is in order besides.
func generate(
  _ params: JSON = [:], from upstream: (any Serving)? = nil, environment: [String: String] = [:],
  settings: JSON? = nil, framing: Framing = .lines
) async throws -> Relay {
  defer { withExtendedLifetime(upstream) {} }
  let environment = (upstream?.environment ?? [:]).merging(environment) { $1 }
  let server = try ServerProcess(environment: environment, framing: framing)
  if framing == .headers || settings != nil {
    server.request("initialize", ["processId": nil, "capabilities": [:], "initializationOptions": settings ?? nil])
  }
  let standard: JSON = [
    "transcript": .string(Sample.transcript), "partialResultToken": "text", "workDoneToken": "work",
  ]
  let id = server.request("soapNote/generate", standard.with(params.object ?? [:]))
  _ = try await server.response(to: id)
  if framing == .headers {
    _ = try await server.call("shutdown")
    server.notify("exit")
  }
  #expect(try await server.finish() == .status(0))
  server.checkOutput()
  return try Relay(server.messages, id: id, partialToken: "text", workToken: "work")
}

extension ServerProcess {
  /// The output is whole messages with no members but JSON-RPC's.
  func checkOutput() {
    let wire = state.wire
    #expect(wire.faults == [])
    #expect(wire.isWhole)
    for message in wire.messages.flatMap({ $0.array ?? [$0] }) {
      #expect(message["jsonrpc"] == "2.0")
      #expect(message.keys.isSubset(of: ["jsonrpc", "id", "method", "params", "result", "error"]))
      if message["method"] == nil {
        #expect((message["result"] == nil) != (message["error"] == nil))
        #expect(message.keys.contains("id"))
      }
    }
  }
}
