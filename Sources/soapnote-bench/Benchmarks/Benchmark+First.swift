extension Benchmark {
  static let first = Benchmark(
    name: "first", summary: "from starting the process to the first text, and from a request to it when warm"
  ) { setting throws(BenchFailure) in
    let rounds = setting.isQuick ? 5 : 20
    var offline = Command.plainEnvironment
    offline["SOAPNOTE_ENGINE"] = "offline"
    let plain = try Upstream(setting.programs, load: "events:1")
    var sources = [("offline engine", offline), ("SOAPNoteAPI, plain", plain.environment)]
    let secure = try SecureUpstream(setting.programs)
    if let secure { sources.append(("SOAPNoteAPI, TLS", secure.environment)) }
    var lines: [Line] = []
    for (name, environment) in sources {
      var (cold, warm): ([UInt64], [UInt64]) = ([], [])
      for _ in 0..<rounds {
        let start = monotonicNow()
        let session = try LineSession(setting.programs, environment: environment)
        cold.append(try firstText(session, id: 1) - start)
        let again = monotonicNow()
        warm.append(try firstText(session, id: 2) - again)
        try session.finish()
      }
      let medians = [cold, warm].map { Distribution($0).median.milliseconds.short }
      lines.append(
        Line(
          subject: "first text, \(rounds) rounds, p50", program: name,
          figure: "\(medians[0]) ms after the start, \(medians[1]) ms for the next note"))
    }
    return secure == nil ? lines + [.skipped(lines[0].subject, "TLS: python3, openssl")] : lines
  }

  /// When the first text of a note came; waits for the note's end.
  private static func firstText(_ session: LineSession, id: Int) throws(BenchFailure) -> UInt64 {
    try session.send(String(generateRequest(id: id, transcript: "Cough for two days.").dropLast()))
    let time = try session.line(with: #""kind":"chunk""#)
    try session.line(with: "\"id\":\(id),\"result\"")
    return time
  }
}
