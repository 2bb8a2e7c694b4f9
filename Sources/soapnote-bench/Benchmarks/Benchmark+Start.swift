extension Benchmark {
  static let start = Benchmark(
    name: "start", summary: "from starting the process to the answer to initialize, beside curl --version"
  ) { setting throws(BenchFailure) in
    let server = Command(
      name: "soapnote-lsp", executable: setting.programs.server, environment: Command.plainEnvironment)
    let curl = setting.programs.curl.map {
      Command(name: "curl --version", executable: $0, arguments: ["--version"], environment: Command.plainEnvironment)
    }
    let rounds = setting.isQuick ? 10 : 40
    let times = try alternate(rounds, [server, curl].compactMap { $0 }) { command throws(BenchFailure) in
      try timeToAnswer(command, isServer: command.name == server.name)
    }
    let medians = times.map { Distribution($0).median.milliseconds }
    let subject = "start, \(rounds) rounds"
    var line = Line(subject: subject, program: server.name, figure: "\(medians[0].short) ms to initialize answered")
    let ratio = medians.count == 2 ? medians[0] / medians[1] : nil
    line.result = Line.Result(value: ratio, unit: "× curl --version", bar: Bar(limit: 0.7, aim: 0.4))
    guard curl != nil else { return [line, .skipped(subject, "curl --version")] }
    return [line, Line(subject: subject, program: "curl --version", figure: "\(medians[1].short) ms to its end")]
  }

  /// Nanoseconds until the server has answered `initialize`, or another program has ended.
  private static func timeToAnswer(_ command: Command, isServer: Bool) throws(BenchFailure) -> UInt64 {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let start = monotonicNow()
    let child = try Child(command)
    if isServer {
      let body = #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#
      try child.write(Array("Content-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8))
      guard try child.read(into: &buffer) > 0 else { throw .incomplete(command.name, count: 0, expected: 1) }
      return monotonicNow() - start
    }
    while try child.read(into: &buffer) > 0 {}
    let status = child.wait().status
    guard status == 0 else { throw .failed(command.name, status: status) }
    return monotonicNow() - start
  }
}
