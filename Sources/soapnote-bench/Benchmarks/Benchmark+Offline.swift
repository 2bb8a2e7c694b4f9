extension Benchmark {
  static let offline = Benchmark(
    name: "offline", summary: "words a second of the offline engine"
  ) { setting throws(BenchFailure) in
    let transcript = dictation(bytes: setting.isQuick ? 500_000 : 4_000_000)
    let words = transcript.split { $0 == " " || $0 == "\n" }.count
    let ways: [(name: String, run: (String) throws(BenchFailure) -> Double)] = [
      ("generate, text alone", { transcript throws(BenchFailure) in try textRun(setting.programs, transcript) }),
      (
        "soapNote/generate, with evidence",
        { transcript throws(BenchFailure) in try offlineRun(setting.programs, transcript: transcript) }
      ),
    ]
    var lines: [Line] = []
    for way in ways {
      let costs = try alternate(setting.rounds, ["Cough.", transcript], way.run).map { Distribution($0).least }
      let seconds = costs[1] - costs[0]
      let megabytes = Double(transcript.utf8.count) / 1e6
      lines.append(
        Line(
          subject: "offline draft of \(words.grouped) words, CPU", program: way.name,
          figure: "\(Int(Double(words) / seconds).grouped) words/s, \((megabytes / seconds).short) MB/s",
          result: Line.Result(
            value: seconds * 1000 / megabytes, unit: "ms a MB", bar: lines.isEmpty ? Bar(limit: 50, aim: 50) : nil)))
    }
    return lines
  }

  /// Processor time of a draft that is printed as text, in seconds.
  private static func textRun(_ programs: Programs, _ transcript: String) throws(BenchFailure) -> Double {
    var command = Command(name: "soapnote-lsp", executable: programs.server, environment: Command.plainEnvironment)
    command.arguments = ["generate", "--engine", "offline"]
    command.isSilenced = true
    let run = try Child.run(command, input: transcript)
    guard run.status == 0 else { throw .failed(command.name, status: run.status) }
    guard run.output.utf8.count > transcript.utf8.count / 2 else {
      throw .incomplete(command.name, count: run.output.utf8.count, expected: transcript.utf8.count)
    }
    return run.cpu
  }
}
