/// What a connection is to do to answer a request, in order.
enum Step {
  /// Sends these bytes, in one call as far as the system takes them.
  case bytes([UInt8])
  /// Sends these bytes outside of the body's framing, and of its count.
  case raw([UInt8])
  case pause(milliseconds: Int)
  /// Sends what the source makes until it ends.
  case source(any ByteSource)
  /// Does nothing more, until the client leaves.
  case hold
  /// Closes the connection at once with a reset (RST).
  case reset
  /// Closes the connection in order (FIN).
  case close
}

/// The steps of an answer. Offsets count the bytes of `.bytes` steps from the start of the script.
///
/// Faults are changes to a script: they are worked out before the first byte goes out.
struct Script {
  var steps: [Step]

  init(_ steps: [Step] = []) { self.steps = steps }

  init(_ bytes: [UInt8]) { steps = bytes.isEmpty ? [] : [.bytes(bytes)] }

  /// The bytes sent by `.bytes` steps, in all.
  var count: Int { steps.reduce(0) { $0 + $1.count } }

  /// Puts `added` where `offset` bytes have been sent, before anything that stood there.
  mutating func insert(_ added: [Step], at offset: Int) {
    let index = divide(at: offset)
    steps.insert(contentsOf: added, at: index)
  }

  /// Drops everything that follows the first `offset` bytes.
  mutating func truncate(at offset: Int) {
    let index = divide(at: offset)
    steps.removeSubrange(index...)
  }

  /// Sends the bytes in pieces that end at each of `offsets`, `gap` milliseconds apart.
  mutating func split(at offsets: some Sequence<Int>, gap: Int) {
    var ends = Set(offsets).sorted().drop { $0 <= 0 }
    var result: [Step] = []
    var sent = 0
    for step in steps {
      guard case .bytes(let bytes) = step else {
        result.append(step)
        continue
      }
      var rest = bytes[...]
      while let end = ends.first, end <= sent + rest.count {
        ends.removeFirst()
        result += [.bytes(Array(rest.prefix(end - sent))), .pause(milliseconds: gap)]
        rest = rest.dropFirst(end - sent)
        sent = end
      }
      if !rest.isEmpty { result.append(.bytes(Array(rest))) }
      sent += rest.count
    }
    steps = result
  }

  /// The index of the step that begins when `offset` bytes have been sent; the end when there are fewer.
  private mutating func divide(at offset: Int) -> Int {
    var sent = 0
    for (index, step) in steps.enumerated() {
      if sent >= offset { return index }
      guard case .bytes(let bytes) = step else { continue }
      if sent + bytes.count > offset {
        steps[index] = .bytes(Array(bytes.prefix(offset - sent)))
        steps.insert(.bytes(Array(bytes.dropFirst(offset - sent))), at: index + 1)
        return index + 1
      }
      sent += bytes.count
    }
    return steps.count
  }
}

extension Step {
  fileprivate var count: Int {
    if case .bytes(let bytes) = self { bytes.count } else { 0 }
  }
}
