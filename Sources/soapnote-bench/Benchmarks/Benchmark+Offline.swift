extension Benchmark {
  static let offline = Benchmark(
    name: "offline", summary: "words a second of the offline engine"
  ) { setting throws(BenchFailure) in
    let transcript = dictation(bytes: setting.isQuick ? 500_000 : 4_000_000)
    let words = transcript.split { $0 == " " || $0 == "\n" }.count
    let (empty, whole) = (dictation(bytes: 1), transcript)
    let costs = try alternate(setting.rounds, [empty, whole]) { transcript throws(BenchFailure) in
      try offlineRun(setting.programs, transcript: transcript)
    }.map { Distribution($0).least }
    let seconds = costs[1] - costs[0]
    let bytes = Double(transcript.utf8.count) / 1e6
    return [
      Line(
        subject: "offline draft of \(words.grouped) words", program: "soapnote-lsp",
        figure:
          "\(Int(Double(words) / seconds).grouped) words/s, \((bytes / seconds).short) MB/s of CPU, the answer included"
      )
    ]
  }
}
