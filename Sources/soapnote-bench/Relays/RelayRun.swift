/// One stream through one relay, from the start of the process to its end.
struct RelayRun {
  /// Processor time, user and system, in seconds.
  let cpu: Double
  /// In bytes; nil where the system does not tell.
  let peakMemory: Int?
  /// Nanoseconds from each event's sending to its arrival here.
  let latencies: [UInt64]

  init(_ relay: Relay, on upstream: Upstream, events: Int) throws(BenchFailure) {
    let child = try Child(relay.command(for: upstream))
    try child.write(Array(relay.input.utf8))
    child.closeInput()
    var reader = StampReader()
    var watch = VitalsWatch()
    var latencies: [UInt64] = []
    latencies.reserveCapacity(events)
    var buffer = [UInt8](repeating: 0, count: 256 * 1024)
    while case let count = try child.read(into: &buffer), count > 0 {
      let now = monotonicNow()
      reader.read(buffer.span.extracting(..<count)) { latencies.append(now - $0) }
      watch.look(at: child)
    }
    let status: CInt
    (status, cpu) = child.wait()
    guard status == 0 else { throw .failed(relay.name, status: status) }
    guard reader.count == events else { throw .incomplete(relay.name, count: reader.count, expected: events) }
    peakMemory = watch.peakMemory
    self.latencies = latencies
  }
}
