extension Benchmark {
  static let growth = Benchmark(
    name: "growth", summary: "processor time for twice the events, streams or transcript"
  ) { setting throws(BenchFailure) in
    let scale = setting.isQuick ? 1 : 8
    return [
      try growthLine(setting, "events", from: 25_000 * scale) { events throws(BenchFailure) in
        try RelayRun(
          .server(setting.programs), on: try Upstream(setting.programs, load: "events:\(events)"), events: events
        ).cpu
      },
      try growthLine(setting, "streams", from: 30 * scale) { streams throws(BenchFailure) in
        let upstream = try Upstream(setting.programs, load: "events:100,rate:50")
        return try StreamsRun(setting.programs, on: upstream, streams: streams, eventsEach: 100).cpu
      },
      try growthLine(setting, "bytes of transcript, relayed", from: 1_000_000 * scale) { bytes throws(BenchFailure) in
        let relay = Relay.server(setting.programs, transcript: dictation(bytes: bytes))
        return try RelayRun(relay, on: try Upstream(setting.programs, load: "events:1"), events: 1).cpu
      },
      try growthLine(setting, "bytes of transcript, offline", from: 50_000 * scale) { bytes throws(BenchFailure) in
        try offlineRun(setting.programs, transcript: dictation(bytes: bytes))
      },
    ]
  }

  private static func growthLine(
    _ setting: Setting, _ what: String, from size: Int, _ cost: (Int) throws(BenchFailure) -> Double
  ) throws(BenchFailure) -> Line {
    let costs = try alternate(setting.isQuick ? 2 : 3, [size, 2 * size], cost).map { Distribution($0).least * 1000 }
    return Line(
      subject: "CPU for \(size.grouped) and twice as many \(what)", program: "soapnote-lsp",
      figure: "\(costs[0].short) ms, \(costs[1].short) ms",
      result: Line.Result(value: costs[1] / costs[0], unit: "× the cost", bar: Bar(limit: 2.2, aim: 2)))
  }

  /// Processor time of a note that the offline engine drafts, in seconds.
  static func offlineRun(_ programs: Programs, transcript: String) throws(BenchFailure) -> Double {
    var command = Command(name: "soapnote-lsp", executable: programs.server, environment: Command.plainEnvironment)
    command.environment["SOAPNOTE_ENGINE"] = "offline"
    let run = try Child.run(command, input: generateRequest(id: 0, transcript: transcript))
    guard run.status == 0 else { throw .failed(command.name, status: run.status) }
    guard run.output.utf8.count > transcript.utf8.count / 2 else {
      throw .incomplete(command.name, count: run.output.utf8.count, expected: transcript.utf8.count)
    }
    return run.cpu
  }

  /// A dictated visit of about that many bytes, in which no sentence is quite like another.
  static func dictation(bytes: Int) -> String {
    var text = ""
    text.reserveCapacity(bytes + 400)
    var visit = 0
    while text.utf8.count < bytes {
      visit += 1
      text += """
        Patient \(visit) reports a dry cough for \(visit % 9 + 2) days and denies fever. Blood pressure is \
        \(110 + visit % 40) over \(70 + visit % 20), and the lungs are clear on examination \(visit). The diagnosis is \
        acute bronchitis number \(visit). Start ibuprofen \(visit % 4 + 1) times daily and follow up in \
        \(visit % 6 + 1) weeks. \

        """
    }
    return text
  }
}
