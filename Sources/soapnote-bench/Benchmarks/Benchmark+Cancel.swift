extension Benchmark {
  static let cancel = Benchmark(
    name: "cancel", summary: "from a cancel to its answer, in each state of a request"
  ) { setting throws(BenchFailure) in
    let rounds = setting.isQuick ? 50 : 400
    let states = [
      ("before the first byte", "stall=head", ""), ("while text flows", "endless=events,1", #""kind":"chunk""#),
      ("in a flood of text", "endless=events", #""kind":"chunk""#),
      ("in the wait before a retry", "status=503;header=Retry-After:300", #""kind":"report""#),
    ]
    var lines: [Line] = []
    for (state, fault, sign) in states {
      let upstream = try Upstream(setting.programs, fault: fault)
      let session = try LineSession(setting.programs, environment: upstream.environment)
      var times: [UInt64] = []
      for round in 0..<rounds {
        let tokens = "\"partialResultToken\":\(round),\"workDoneToken\":\"w\(round)\""
        try session.send(
          #"{"jsonrpc":"2.0","id":\#(round),"method":"soapNote/generate","params":{"transcript":"x",\#(tokens)}}"#)
        try session.line(with: sign.isEmpty ? #""kind":"begin""# : sign)
        let start = monotonicNow()
        try session.send(#"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":\#(round)}}"#)
        times.append(try session.line(with: "\"id\":\(round),\"error\"") - start)
      }
      try session.finish()
      let spread = Distribution(times)
      let figure = [50, 90, 99].map { "p\($0) \(spread.percentile($0).milliseconds.short)" }.joined(separator: ", ")
      lines.append(Line(subject: "cancel to answer, \(rounds) times", program: state, figure: "\(figure) ms"))
    }
    return lines
  }
}
