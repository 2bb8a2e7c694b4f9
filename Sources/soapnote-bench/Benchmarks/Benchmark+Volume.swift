extension Benchmark {
  static let volume = Benchmark(
    name: "volume", summary: "processor time and peak memory of one long stream, beside curl, Node and Python"
  ) { setting throws(BenchFailure) in
    let events = setting.isQuick ? 20_000 : 200_000
    // The first peer is the one that has a bar.
    return try volumeLines(
      setting, events: events, perChunk: 1, bars: [("curl -N", Bar(limit: 2, aim: 1.4)), ("Node fetch", nil)])
      + volumeLines(
        setting, events: events, perChunk: 20,
        bars: [("Node fetch", Bar(limit: 1.0 / 8, aim: 1.0 / 15)), ("curl -N", nil)])
  }

  /// What one load event adds to the note.
  private static let eventBytes = 31

  /// `bars`: the peers to compare with.
  private static func volumeLines(
    _ setting: Setting, events: Int, perChunk: Int, bars: [(peer: String, bar: Bar?)]
  ) throws(BenchFailure) -> [Line] {
    let upstream = try Upstream(setting.programs, load: "events:\(events),perchunk:\(perChunk)")
    let peers = [
      ("curl -N", Relay.curl(setting.programs, upstream)), ("Node fetch", .node(setting.programs)),
      ("Python requests", .python(setting.programs)),
    ]
    let relays = [Relay.server(setting.programs)] + peers.compactMap(\.1)
    let runs = try alternate(setting.rounds, relays) { relay throws(BenchFailure) in
      try RelayRun(relay, on: upstream, events: events)
    }
    let load = "\(events.grouped) events, \(perChunk) an HTTP chunk"
    let skipped = peers.filter { $0.1 == nil }.map { Line.skipped("CPU, \(load)", $0.0) }
    return cpuLines("CPU, \(load)", relays, runs, events, bars) + skipped
      + memoryLines("peak memory, the same", relays, runs, noteBytes: events * eventBytes)
  }

  private static func cpuLines(
    _ subject: String, _ relays: [Relay], _ runs: [[RelayRun]], _ events: Int, _ bars: [(peer: String, bar: Bar?)]
  ) -> [Line] {
    // The least of all rounds: other work on the machine only ever adds.
    let cpu = runs.map { Distribution($0.map(\.cpu)).least }
    var lines = zip(relays, cpu).map { relay, cpu in
      let figure = "\((cpu * 1000).short) ms, \((cpu / Double(events) * 1e6).short) µs an event"
      return Line(subject: subject, program: relay.name, figure: figure)
    }
    let results = bars.map { peer, bar in
      let index = relays.firstIndex { $0.name == peer }
      return Line.Result(value: index.map { cpu[0] / cpu[$0] }, unit: "× \(peer)", bar: bar)
    }
    lines[0].result = results.first
    let rest = results.dropFirst().map { Line(subject: subject, program: relays[0].name, figure: "", result: $0) }
    lines.insert(contentsOf: rest, at: 1)
    return lines
  }

  private static func memoryLines(
    _ subject: String, _ relays: [Relay], _ runs: [[RelayRun]], noteBytes: Int
  ) -> [Line] {
    let peaks = runs.map { rounds in
      let known = rounds.compactMap(\.peakMemory)
      return known.isEmpty ? nil : Distribution(known).median
    }
    var lines = zip(relays, peaks).map { relay, peak in
      let figure = peak.map { "\($0.megabytes.short) MB" } ?? "not told by this system"
      return Line(subject: subject, program: relay.name, figure: figure)
    }
    let own = peaks[0].map { ($0 - noteBytes).megabytes }
    lines[0].result = Line.Result(value: own, unit: "MB without the note's text", bar: Bar(limit: 24, aim: 16))
    return lines
  }
}
