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
    guard let event = EventObject.scan(data) else { return .malformed }
    if let error = event.error {
      let body = ErrorBody.value(data.extracting(error))
      return .failure(code: body.code, message: body.message)
    }
    guard let content = event.content else { return .malformed }
    let section = event.section.flatMap { SectionName(escapedName: data.extracting($0)) }
    return .escapedText(content, section: section)
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
