/// The events of a note, in the shape asked for.
struct EventStream {
  /// The body, paced.
  private(set) var script = Script()
  /// The offset of each event's first byte.
  private(set) var offsets: [Int] = []
  /// The offset of `data: [DONE]`.
  private(set) var doneOffset: Int?

  private let shape: StreamShape
  private var count = 0
  private var lineEnds = LineEnds()

  /// `pace`: milliseconds between text events.
  init(text: String, shape: StreamShape, pace: Int) {
    self.shape = shape
    lineEnds.kind = shape.lineEnd
    if shape.hasByteOrderMark { write([0xEF, 0xBB, 0xBF]) }
    if shape.first > 0 { script.steps.append(.pause(milliseconds: shape.first)) }
    let payloads = EventPayload.of(text, shape: shape)
    for index in 0...payloads.count {
      guard insert(before: index, of: payloads.count) else { return }
      guard index < payloads.count else { break }
      if index > 0, pace > 0 { script.steps.append(.pause(milliseconds: pace)) }
      event(payloads[index])
    }
    finish()
  }

  /// Writes what stands before the text event at `index`; false when the stream ends there.
  private mutating func insert(before index: Int, of total: Int) -> Bool {
    if case .early(let place) = shape.done, place.index(in: total) == index { event(.done) }
    for insertion in shape.insertions where insertion.place.index(in: total) == index {
      switch insertion.kind {
      case .malformed(let kind): event(.malformed(kind))
      case .giant(let bytes): event(.text(String(repeating: "a", count: bytes)))
      case .error(let form, let sequel):
        event(.error(form))
        if sequel == .done { finish() }
        if sequel != .more { return false }
      }
    }
    return true
  }

  private mutating func finish() {
    switch shape.done {
    case .none, .early: break
    case .whole, .line, .bare: event(.done)
    }
  }

  private mutating func event(_ payload: EventPayload) {
    offsets.append(count)
    let end = lineEnds.next()
    var bytes: [UInt8] = []
    if shape.hasComments { bytes += Array(": keep-alive".utf8) + end + end }
    if shape.hasExtraFields {
      for field in ["event: message", "id: \(offsets.count)", "retry: 3000", "colour: blue", "data-like"] {
        bytes += Array(field.utf8) + end
      }
    }
    let lines = shape.splitsData ? payload.lines : [payload.lines.reduce([], +)]
    let name = shape.hasExtraFields ? "data:" : "data: "
    for line in lines { bytes += Array(name.utf8) + line + end }
    bytes += end
    if payload.isDone {
      if doneOffset == nil { doneOffset = count }
      if case .line = shape.done { bytes.removeLast(end.count) }
      if case .bare = shape.done { bytes.removeLast(2 * end.count) }
    }
    write(bytes)
  }

  private mutating func write(_ bytes: [UInt8]) {
    script.steps.append(.bytes(bytes))
    count += bytes.count
  }
}

/// Ends of lines, all alike or each event's another.
private struct LineEnds {
  var kind = StreamShape.LineEnd.lf
  private var index = 0

  mutating func next() -> [UInt8] {
    let all = [Array("\r\n".utf8), Array("\r".utf8), Array("\n".utf8)]
    switch kind {
    case .crlf: return all[0]
    case .cr: return all[1]
    case .lf: return all[2]
    case .mixed:
      index += 1
      return all[index % all.count]
    }
  }
}
