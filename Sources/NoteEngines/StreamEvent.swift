internal import Notes

/// What the data of one upstream event says.
enum StreamEvent: Equatable {
  /// `[DONE]`: the note is complete.
  case done
  /// Text: the inside of a JSON string literal, as a range of the data, not validated yet.
  case escapedText(Range<Int>, section: SectionName?)
  /// The generation has failed.
  case failure(code: String?, message: String?)
  /// Not JSON, or JSON that says nothing known.
  case malformed

  /// Reads `data`, which is only scanned: nothing of the text is copied.
  static func read(_ data: Span<UInt8>) -> StreamEvent {
    if isDone(data) { return .done }
    let event = EventObject.scan(data)
    if let error = event.error { return failure(data.extracting(error)) }
    guard let content = event.content else { return saysFailed(event, data) ? failure(data) : .malformed }
    guard event.isWhole else { return .malformed }
    let section = event.section.flatMap { SectionName(escapedName: data.extracting($0)) }
    return .escapedText(content, section: section)
  }

  /// Reads the data of an event whose very type is `error`.
  static func failure(typed data: Span<UInt8>) -> StreamEvent {
    let event = read(data)
    if case .failure = event { return event }
    return failure(data)
  }

  /// The failure that a value tells of, as far as it can be read.
  private static func failure(_ value: Span<UInt8>) -> StreamEvent {
    let body = ErrorBody.value(value)
    return .failure(code: body.code, message: body.message)
  }

  /// Whether an event without text tells of a failure by its `type` or `status`.
  private static func saysFailed(_ event: EventObject, _ data: Span<UInt8>) -> Bool {
    func word(_ place: Range<Int>?) -> String {
      var text: [UInt8] = []
      guard let place, JSONString.unescape(data.extracting(place), into: &text) != nil else { return "" }
      return String(decoding: text, as: UTF8.self)
    }
    return word(event.type).lowercased() == "error" || JobAnswer.State(word(event.status)) == .failed
  }

  private static func isDone(_ data: Span<UInt8>) -> Bool {
    let done: StaticString = "[DONE]"
    var (start, end) = (0, data.count)
    while start < end, data[start] == 0x20 { start += 1 }
    while end > start, data[end - 1] == 0x20 || data[end - 1] == 0x0A { end -= 1 }
    guard end - start == done.utf8CodeUnitCount else { return false }
    for index in 0..<done.utf8CodeUnitCount where unsafe data[start + index] != done.utf8Start[index] { return false }
    return true
  }
}
