extension Benchmark {
  static let slow = Benchmark(
    name: "slow", summary: "peak memory while a client reads nothing of many streams without end"
  ) { setting throws(BenchFailure) in
    let (streams, seconds) = (16, setting.isQuick ? 2 : 30)
    let upstream = try Upstream(setting.programs, fault: "endless=events")
    let session = try LineSession(setting.programs, environment: upstream.environment)
    for id in 0..<streams { try session.send(String(generateRequest(id: id, transcript: "x").dropLast())) }
    pause(seconds: UInt32(seconds))
    let peak = session.peakMemory
    // It still listens: the cancels are read, and all of them answered.
    for id in 0..<streams { try session.send(#"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":\#(id)}}"#) }
    for id in 0..<streams { try session.send("{\"jsonrpc\":\"2.0\",\"id\":\"s\(id)\",\"method\":\"soapNote/status\"}") }
    try session.line(with: "\"id\":\"s\(streams - 1)\"")
    try session.finish()
    return [
      Line(
        subject: "\(streams) endless streams, nothing read for \(seconds) s", program: "soapnote-lsp",
        figure: "peak memory",
        result: Line.Result(value: peak?.megabytes, unit: "MB", bar: Bar(limit: 80, aim: 50)))
    ]
  }
}
