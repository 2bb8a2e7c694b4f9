/// Many streams at once through one server.
struct StreamsRun {
  /// Processor time, user and system, in seconds.
  let cpu: Double
  let peakMemory: Int?
  /// The most that were seen; nil where the system does not tell.
  let threads: Int?
  /// Nanoseconds from each event's sending to its arrival here, all streams together.
  let latencies: [UInt64]

  /// Throws `.incomplete` unless every stream came whole and every request was answered with a note.
  init(
    _ programs: Programs, on upstream: Upstream, streams: Int, eventsEach events: Int
  ) throws(BenchFailure) {
    let child = try Child(Relay.server(programs).command(for: upstream))
    let requests = (0..<streams).map { generateRequest(id: $0, transcript: "Cough.") }.joined()
    try child.write(Array(requests.utf8))
    child.closeInput()
    var output = StreamsOutput(streams: streams)
    var watch = VitalsWatch()
    var buffer = [UInt8](repeating: 0, count: 256 * 1024)
    while case let count = try child.read(into: &buffer), count > 0 {
      output.read(buffer[..<count], at: monotonicNow())
      watch.look(at: child)
    }
    let status: CInt
    (status, cpu) = child.wait()
    guard status == 0 else { throw .failed(child.name, status: status) }
    guard output.notes == streams else { throw .incomplete(child.name, count: output.notes, expected: streams) }
    guard output.latencies.count == streams * events else {
      throw .incomplete(child.name, count: output.latencies.count, expected: streams * events)
    }
    (peakMemory, threads) = (watch.peakMemory, watch.threads)
    latencies = output.latencies
  }
}

/// Reads the server's lines: progress of requests that are numbered from 0 and have their number as token, and answers.
struct StreamsOutput {
  /// Requests that were answered with a note.
  private(set) var notes = 0
  private(set) var latencies: [UInt64] = []
  private var stamps: [StampReader]
  private var rest: [UInt8] = []

  private static let progress = Array(#"{"jsonrpc":"2.0","method":"$/progress","params":{"token":"#.utf8)
  private static let answer = Array(#"{"jsonrpc":"2.0","id":"#.utf8)
  private static let result = Array(#","result":"#.utf8)

  init(streams: Int) { stamps = Array(repeating: StampReader(), count: streams) }

  mutating func read(_ bytes: ArraySlice<UInt8>, at now: UInt64) {
    rest += bytes
    var start = 0
    while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
      read(line: start..<end, at: now)
      start = end + 1
    }
    rest.removeSubrange(..<start)
  }

  private mutating func read(line: Range<Int>, at now: UInt64) {
    var place = line.lowerBound
    if skip(Self.progress, &place) {
      let stream = number(&place)
      guard stamps.indices.contains(stream) else { return }
      var reader = stamps[stream]
      var arrived: [UInt64] = []
      reader.read(rest.span.extracting(place..<line.upperBound)) { arrived.append(now - $0) }
      stamps[stream] = reader
      latencies += arrived
    } else if skip(Self.answer, &place) {
      _ = number(&place)
      if skip(Self.result, &place) { notes += 1 }
    }
  }

  private func skip(_ prefix: [UInt8], _ place: inout Int) -> Bool {
    guard rest[place...].starts(with: prefix) else { return false }
    place += prefix.count
    return true
  }

  private func number(_ place: inout Int) -> Int {
    var number = 0
    while rest[place] >= UInt8(ascii: "0"), rest[place] <= UInt8(ascii: "9") {
      number = number &* 10 &+ Int(rest[place] - UInt8(ascii: "0"))
      place += 1
    }
    return number
  }
}
