extension Benchmark {
  static let latency = Benchmark(
    name: "latency", summary: "time from the upstream's sending to arrival behind the relay, beside curl"
  ) { setting throws(BenchFailure) in
    let events = setting.isQuick ? 100 : 500
    let upstream = try Upstream(setting.programs, load: "events:\(events),rate:200")
    let relays = [Relay.server(setting.programs), .curl(setting.programs, upstream)].compactMap { $0 }
    let runs = try alternate(setting.rounds, relays) { relay throws(BenchFailure) in
      Distribution(try RelayRun(relay, on: upstream, events: events).latencies)
    }
    let subject = "latency, \(events) events 5 ms apart"
    // Each from the quietest round: other work on the machine only ever adds.
    let best = [50, 99].map { percent in
      runs.map { rounds in Distribution(rounds.map { $0.percentile(percent) }).least.milliseconds }
    }
    var lines: [Line] = []
    for (name, values, bar) in [("p50", best[0], Bar(limit: 1.5, aim: 1.2)), ("p99", best[1], nil)] {
      for (index, relay) in relays.enumerated() {
        lines.append(Line(subject: "\(subject), \(name)", program: relay.name, figure: "\(values[index].short) ms"))
      }
      let ratio = values.count == 2 ? values[0] / values[1] : nil
      lines[lines.count - values.count].result = Line.Result(value: ratio, unit: "× curl -N", bar: bar)
    }
    return relays.count == 2 ? lines : lines + [.skipped(subject, "curl -N")]
  }
}
