import Testing

/// `Relay` holds every request of every test against the rule of one begin and one end; here are the ways out.
@Suite(.crowd, .timeLimit(.minutes(5)))
struct WorkDoneTests {
  @Test
  func `each section is reported, a few a second at most`() async throws {
    let slow = try Upstream(faults: "words=1000;pace=200")
    let relay = try await generate(from: slow)
    let reports = relay.work.dropFirst().dropLast().compactMap { $0["message"]?.string }
    #expect(
      ["Subjective", "Objective", "Assessment", "Plan"].allSatisfy { name in reports.contains { $0.contains(name) } })
    let quick = try Upstream(note: (1...500).map { "Subjective:\n\($0)\nPlan:\n\($0)\n" }.joined())
    let many = try await generate(from: quick)
    let seconds = Double(many.result?["timing"]?["totalMs"]?.int ?? 0) / 1000
    #expect(Double(many.work.count) <= 2 + 1 + 5 * seconds)
    #expect(many.announcements.count == 1000)
  }

  @Test
  func `attempts in quick succession are reported a few a second at most`() async throws {
    let upstream = try Upstream(faults: "status=500")
    let settings: JSON = ["retry": ["maxAttempts": 60, "baseDelayMs": 0]]
    let relay = try await generate(from: upstream, settings: settings)
    #expect(relay.data?["attempts"] == 60)
    let reports = relay.work.compactMap { $0["message"]?.string }.filter { $0.contains("Trying again") }
    #expect((1...20).contains(reports.count), "\(reports)")
  }

  @Test(arguments: [
    ("", "result"), ("status=500", "upstreamUnavailable"), ("error=2", "generationFailed"),
    ("cut=100", "connectionLost"),
    ("type=text/html", "malformedStream"), ("status=401", "unauthorized"),
  ])
  func `there is one begin and one end whatever happens`(fault: String, outcome: String) async throws {
    let upstream = try Upstream(faults: fault)
    let relay = try await generate(from: upstream, settings: ["retry": ["baseDelayMs": 1]])
    #expect(relay.reason ?? "result" == outcome)
    #expect(relay.work.count >= 2)
  }

  @Test
  func `there is one also when nothing can be sent`() async throws {
    for (params, environment) in [
      (["engine": "soapnoteapi"], [:]), (["engine": "openai"], [:]),
      (["transcript": ""], ["SOAPNOTEAPI_KEY": Upstream.key]),
    ] as [(JSON, [String: String])] {
      let relay = try await generate(params, environment: environment)
      #expect(relay.work.count == 2)
      #expect(relay.work.last?["message"] == relay.error?["message"])
    }
  }

  @Test
  func `a request may have only this token`() async throws {
    let upstream = try Upstream()
    let server = try ServerProcess(environment: upstream.environment)
    let id = server.request("soapNote/generate", ["transcript": "x", "workDoneToken": 0])
    #expect(try await server.finish() == .status(0))
    let relay = try Relay(server.messages, id: id, workToken: 0)
    #expect(relay.result?["text"] == .string(Sample.note))
    #expect(server.messages.count == relay.work.count + 1)
  }
}
