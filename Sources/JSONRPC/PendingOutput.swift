/// Bytes on their way out, of which the first ones have been written.
struct PendingOutput {
  var bytes: [UInt8] = []
  private var written = 0

  var count: Int { bytes.count - written }
  var isEmpty: Bool { count == 0 }

  /// Calls `write` with the bytes that have not been written and notes down how many it says it wrote.
  mutating func write<Failure>(with write: (Span<UInt8>) throws(Failure) -> Int) throws(Failure) {
    written += try write(bytes.span.extracting(written...))
    guard isEmpty else { return }
    // Room that one huge message took is given back.
    bytes.removeAll(keepingCapacity: bytes.capacity <= 1 << 18)
    written = 0
  }
}
