extension Benchmark {
  static let streams = Benchmark(
    name: "streams", summary: "many streams at once in one process: threads, memory and latency"
  ) { setting throws(BenchFailure) in
    let counts = setting.isQuick ? [1, 100] : [1, 10, 100, 500, 1000]
    var lines: [Line] = []
    // The bars are for 500.
    for count in counts {
      lines += try streamsLines(setting, count, hasBars: count == 100 && setting.isQuick || count == 500)
    }
    return lines
  }

  private static func streamsLines(
    _ setting: Setting, _ streams: Int, hasBars: Bool
  ) throws(BenchFailure) -> [Line] {
    let events = setting.isQuick ? 50 : 200
    let upstream = try Upstream(setting.programs, load: "events:\(events),rate:50")
    var runs: [StreamsRun] = []
    for _ in 0..<(setting.isQuick ? 1 : 3) {
      runs.append(try StreamsRun(setting.programs, on: upstream, streams: streams, eventsEach: events))
    }
    let subject = "\(streams) streams, 50 events/s each"
    let total = (streams * events).grouped
    let cpu = Distribution(runs.map(\.cpu)).least
    let latencies = runs.map { Distribution($0.latencies) }
    let p50 = Distribution(latencies.map(\.median)).least.milliseconds
    let p99 = Distribution(latencies.map { $0.percentile(99) }).least.milliseconds
    let peaks = runs.compactMap(\.peakMemory)
    let memory = peaks.isEmpty ? nil : Distribution(peaks).median.megabytes
    let threads = runs.compactMap(\.threads).max()
    let server = "soapnote-lsp"
    guard hasBars else {
      let figures =
        ["p50 \(p50.short) ms", "p99 \(p99.short) ms"] + [memory.map { "\($0.short) MB" }].compactMap { $0 }
      return [Line(subject: subject, program: server, figure: "\(figures.joined(separator: ", ")), all complete")]
    }
    let perEvent = (cpu / Double(streams * events) * 1e6).short
    return [
      Line(subject: subject, program: server, figure: "all complete: \(total) events, \(perEvent) µs of CPU each"),
      Line(
        subject: subject, program: server, figure: "most threads",
        result: Line.Result(value: threads.map(Double.init), unit: "threads", bar: Bar(limit: 6, aim: 6))),
      Line(
        subject: subject, program: server, figure: "peak memory",
        result: Line.Result(value: memory, unit: "MB", bar: Bar(limit: 80, aim: 50))),
      Line(
        subject: subject, program: server, figure: "latency p99 (p50 \(p50.short) ms)",
        result: Line.Result(value: p99, unit: "ms", bar: Bar(limit: 20, aim: 10))),
    ]
  }
}
