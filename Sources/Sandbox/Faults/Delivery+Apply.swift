extension Delivery {
  /// What the connection is to do to send `response` this way.
  func answer(_ response: Response, to head: RequestHead) -> Answer {
    var response = response
    response.isVersion10 = isVersion10
    response.framing = framing(of: response, to: head)
    if isCompressed { compress(&response) }
    shapeBody(of: &response)
    let keepsAlive = head.keepsAlive && !closes && !response.closes && response.framing != .close
    let answerHead = response.head(keepsAlive: keepsAlive)
    var script = Script([.bytes(answerHead)])
    if head.method != "HEAD" {
      script.steps += response.body.steps.map { $0.framed(response.framing) }
      let terminator = response.framing.terminator
      if !terminator.isEmpty { script.steps.append(.bytes(terminator)) }
    }
    shapeWire(of: &script)
    if !keepsAlive { script.steps.append(.close) }
    return Answer(script: script, framing: response.framing, isEventStream: response.isEventStream)
  }

  private func framing(of response: Response, to head: RequestHead) -> Framing {
    let wanted = isVersion10 ? .close : framing ?? response.framing
    return wanted == .chunked && head.isVersion10 ? .close : wanted
  }

  /// What happens at points of the body. Positions are those of the body before anything is done to it.
  private func shapeBody(of response: inout Response) {
    let stallOffset = stall?.position.offset(in: response)
    let endOffset = ending?.position.offset(in: response)
    let garbageOffset = garbage?.offset(in: response)
    if let offsets = pieces?.offsets(onWire: false, count: response.body.count) {
      response.body.split(at: offsets, gap: gap)
    }
    if let endOffset, ending?.kind == .cut { response.body.truncate(at: endOffset) }
    response.announcedLength = max(0, response.body.count + lengthError)
    if let endOffset, let step = ending?.kind.step {
      response.body.truncate(at: endOffset)
      response.body.steps.append(step)
    }
    if let garbageOffset { response.body.insert([.raw(Self.noise)], at: garbageOffset) }
    if let stall, let stallOffset { response.body.insert([stall.step], at: stallOffset) }
    if let heartbeat { response.body.fillPauses(with: Array(": keep-alive\n\n".utf8), every: heartbeat) }
  }

  /// What happens at points of the wire.
  private func shapeWire(of script: inout Script) {
    if let offsets = pieces?.offsets(onWire: true, count: script.count) { script.split(at: offsets, gap: gap) }
    if let offset = ending?.position.wireOffset {
      script.truncate(at: offset)
      script.steps.append(ending?.kind.step ?? .close)
    }
    if let offset = garbage?.wireOffset { script.insert([.raw(Self.noise)], at: offset) }
    if let stall, let offset = stall.position.wireOffset { script.insert([stall.step], at: offset) }
    if delay > 0 { script.insert([.pause(milliseconds: delay)], at: 0) }
    if let hangup { script.steps += [.pause(milliseconds: hangup), .close] }
  }

  /// Neither a status line nor a chunk.
  private static let noise = Array("\u{1}garbage, not HTTP\r\n\r\n".utf8)

  private func compress(_ response: inout Response) {
    var gzip = Gzip()
    response.body.steps =
      [.bytes(Gzip.header)]
      + response.body.steps.map { step in
        guard case .bytes(let bytes) = step else { return step }
        return .bytes(gzip.block(bytes))
      }
    response.body.steps.append(.bytes(gzip.trailer()))
    response.fields.append(("Content-Encoding", "gzip"))
  }
}

extension Delivery.Stall {
  fileprivate var step: Step { milliseconds.map { .pause(milliseconds: $0) } ?? .hold }
}

extension Delivery.Ending.Kind {
  /// How the connection ends there; nil when it lives on.
  fileprivate var step: Step? {
    switch self {
    case .reset: .reset
    case .close: .close
    case .cut: nil
    }
  }
}

extension Delivery.Pieces {
  /// The ends of the pieces on this level; nil when the pieces are made on the other one.
  fileprivate func offsets(onWire: Bool, count: Int) -> [Int]? {
    switch self {
    case .everyByte(onWire): Array(1..<max(count, 1))
    case .at(let offsets, onWire): offsets
    case .everyByte, .at: nil
    }
  }
}

extension Step {
  fileprivate func framed(_ framing: Framing) -> Step {
    switch self {
    case .bytes(let bytes): .bytes(framing.frame(bytes))
    case .raw(let bytes): .bytes(bytes)
    case .pause, .source, .hold, .reset, .close: self
    }
  }
}

extension Script {
  /// Sends `bytes` at each `interval` milliseconds of a pause.
  fileprivate mutating func fillPauses(with bytes: [UInt8], every interval: Int) {
    steps = steps.flatMap { step -> [Step] in
      switch step {
      case .pause(let milliseconds) where milliseconds > interval:
        let beat: [Step] = [.pause(milliseconds: interval), .bytes(bytes)]
        return Array(repeating: beat, count: milliseconds / interval).flatMap(\.self)
          + [.pause(milliseconds: milliseconds % interval)]
      case .hold: return [.source(Repetition(bytes, interval: interval))]
      default: return [step]
      }
    }
  }
}
