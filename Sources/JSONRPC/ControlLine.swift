/// Framed messages that go before all progress, in order.
struct ControlLine {
  private enum Item {
    case bytes([UInt8])
    /// The rest of a text that is made while it is written, and how many bytes that is.
    case long(any LongJSON, left: Int)
  }

  /// Bytes that wait, those not made yet included.
  private(set) var count = 0
  private var items: [Item] = []
  private var first = 0

  var isEmpty: Bool { count == 0 }

  mutating func append(_ body: OutgoingBody, _ framing: Framing) {
    appendBytes { bytes in
      framing.beginFrame(bodyCount: body.count, in: &bytes)
      bytes.append(contentsOf: body.head)
    }
    if let long = body.long {
      items.append(.long(long, left: long.count))
      count += long.count
    }
    appendBytes { bytes in
      bytes.append(contentsOf: body.tail)
      framing.endFrame(in: &bytes)
    }
  }

  /// Moves what waits to `buffer`, of texts that are not made yet only as much as makes it `limit` bytes long. False
  /// when that ends inside a message: then nothing else may follow.
  mutating func form(into buffer: inout [UInt8], limit: Int) -> Bool {
    while first < items.count {
      switch items[first] {
      case .bytes(var bytes):
        items[first] = .bytes([])
        count -= bytes.count
        if buffer.isEmpty { swap(&buffer, &bytes) } else { buffer.append(contentsOf: bytes) }
      case .long(var long, var left):
        items[first] = .bytes([])
        while left > 0, buffer.count < limit {
          let before = buffer.count
          long.appendNext(to: &buffer)
          left -= buffer.count - before
          count -= buffer.count - before
        }
        if left > 0 {
          items[first] = .long(long, left: left)
          return false
        }
      }
      first += 1
    }
    items.removeAll(keepingCapacity: true)
    first = 0
    return true
  }

  /// Lets `write` append to the bytes at the end of the line.
  private mutating func appendBytes(_ write: (inout [UInt8]) -> Void) {
    var bytes: [UInt8] = []
    if case .bytes(let last)? = items.last {
      bytes = last
      items.removeLast()
    }
    count -= bytes.count
    write(&bytes)
    count += bytes.count
    items.append(.bytes(bytes))
  }
}
