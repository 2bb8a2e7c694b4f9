/// Reads an event stream (HTML Standard, 9.2.5 and 9.2.6) that arrives in chunks.
///
/// Chunk boundaries carry no meaning: one byte at a time yields the same events. A line ends with LF, CR or CRLF; a CR
/// ends it at once, even as the last byte of a chunk. A byte order mark at the start of the stream is dropped.
///
/// Data is handed out as the bytes that came, which the standard decodes as UTF-8 with U+FFFD for what is invalid: to
/// decode, or to reject invalid UTF-8, is the consumer's. An event of one `data` line that lies wholly in one chunk is
/// not copied; only what chunks or several lines split is gathered, in buffers that are used again.
package struct EventParser: Sendable {
  /// What to do after an event.
  package enum Next: Sendable {
    case more
    /// Delivers nothing more, from this chunk or a later one.
    case stop
  }

  /// Value of the `id` field last seen in a complete event, with or without data; empty at first.
  package private(set) var lastEventID = ""
  /// Milliseconds to wait before connecting again, when the stream said so.
  package private(set) var retry: Int?

  private let limit: Int
  /// The beginning of a line whose end has not come yet.
  private var line: [UInt8] = []
  /// Data of the event in progress that cannot be handed out from a chunk, its lines joined with LF.
  private var data: [UInt8] = []
  /// Tells no data from empty data, which is an event.
  private var hasData = false
  /// Type of the event in progress, as far as its lines have come whole.
  package private(set) var type = defaultType
  private var pendingID: String?
  /// Bytes of the byte order mark seen so far; all of them also once it is certain that there is none.
  private var markBytes = 0
  /// The last chunk ended with a CR: a LF that comes next belongs to it.
  private var endedWithCR = false
  private var stopped = false

  /// `limit`: bytes that one event may take: its data so far and the line in progress with its field name.
  package init(limit: Int) { self.limit = limit }

  /// Takes the next bytes of the stream and calls `onEvent` for each event they complete, with its data and its type
  /// (`message` when the stream gave none). `data` is valid during the call only.
  ///
  /// Throws `.eventTooLarge` once an event, or a comment, passes the limit, after all events before it were delivered;
  /// the parser has stopped then.
  package mutating func append(
    _ chunk: Span<UInt8>, _ onEvent: (_ data: Span<UInt8>, _ type: String) -> Next
  ) throws(EventStreamError) {
    guard !stopped, !chunk.isEmpty else { return }
    var start = endedWithCR && chunk[0] == .lineFeed ? 1 : 0
    endedWithCR = false
    if markBytes < byteOrderMark.count { start = skipByteOrderMark(chunk) }

    /// The event's only data line so far, where it lies in this chunk.
    var only: Range<Int>?
    while let end = chunk.lineEnd(from: start) {
      if !line.isEmpty {
        line.append(chunk.extracting(start..<end))
        try check(lineCount: line.count, only)
        takeLine()
      } else if start == end {
        let next = dispatch(chunk, only, onEvent)
        only = nil
        if next == .stop { return stop() }
      } else {
        try check(lineCount: end - start, only)
        let field = Field(chunk.extracting(start..<end))
        let value = start + field.value..<end
        if field.name == .data && !hasData {
          only = value
          hasData = true
        } else {
          keep(&only, of: chunk)
          take(field.name, chunk.extracting(value))
        }
      }
      start = end + 1
      if chunk[end] == .carriageReturn {
        if start == chunk.count {
          endedWithCR = true
        } else if chunk[start] == .lineFeed {
          start += 1
        }
      }
    }
    try check(lineCount: line.count + chunk.count - start, only)
    keep(&only, of: chunk)
    line.append(chunk.extracting(start..<chunk.count))
  }

  /// Ends the stream: data of an event that the end cut short of its blank line, a last line without its end included.
  ///
  /// Such an event is none by the standard, and may have lost any part of itself: only a consumer who knows the whole
  /// of what to expect, such as a closing `[DONE]`, may honour it. Nil when there is no such data.
  package consuming func finish() -> [UInt8]? {
    guard !stopped else { return nil }
    if !line.isEmpty { takeLine() }
    return hasData ? data : nil
  }

  /// Moves past what belongs to a byte order mark; its beginning turns into text once the rest fails to come.
  private mutating func skipByteOrderMark(_ chunk: Span<UInt8>) -> Int {
    var place = 0
    while markBytes < byteOrderMark.count && place < chunk.count {
      guard chunk[place] == byteOrderMark[markBytes] else {
        line.append(byteOrderMark.span.extracting(0..<markBytes))
        markBytes = byteOrderMark.count
        break
      }
      markBytes += 1
      place += 1
    }
    return place
  }

  private mutating func check(lineCount: Int, _ only: Range<Int>?) throws(EventStreamError) {
    let dataCount = hasData ? (only?.count ?? data.count) + 1 : 0
    guard dataCount + lineCount <= limit else {
      stop()
      throw .eventTooLarge(limit: limit)
    }
  }

  /// Ends the event: what it gathered is handed out and forgotten.
  private mutating func dispatch(
    _ chunk: Span<UInt8>, _ only: Range<Int>?, _ onEvent: (_ data: Span<UInt8>, _ type: String) -> Next
  ) -> Next {
    if let id = pendingID {
      lastEventID = id
      pendingID = nil
    }
    var next = Next.more
    if let only {
      next = onEvent(chunk.extracting(only), type)
    } else if hasData {
      next = onEvent(data.span, type)
      data.removeAll(keepingCapacity: true)
    }
    hasData = false
    type = defaultType
    return next
  }

  private mutating func takeLine() {
    var whole: [UInt8] = []
    swap(&whole, &line)
    let field = Field(whole.span)
    take(field.name, whole.span.extracting(field.value..<whole.count))
    whole.removeAll(keepingCapacity: true)
    swap(&whole, &line)
  }

  private mutating func take(_ name: Field.Name, _ value: Span<UInt8>) {
    switch name {
    case .data:
      if hasData { data.append(.lineFeed) }
      data.append(value)
      hasData = true
    case .event:
      type = value.isEmpty ? defaultType : String(value)
    case .id:
      let id = String(value)
      if !id.utf8.contains(0) { pendingID = id }
    case .retry:
      let digits = String(value)
      if digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) { retry = Int(digits) ?? retry }
    case .unknown:
      break
    }
  }

  /// Gathers the data line that the chunk holds, before a second line joins it or the chunk goes.
  private mutating func keep(_ only: inout Range<Int>?, of chunk: Span<UInt8>) {
    guard let range = only else { return }
    data.append(chunk.extracting(range))
    only = nil
  }

  private mutating func stop() {
    stopped = true
    line = []
    data = []
  }
}

private let defaultType = "message"
private let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
