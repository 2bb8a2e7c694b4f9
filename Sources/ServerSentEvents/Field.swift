/// What a line of an event stream says: the name of its field and where in the line its value begins.
///
/// (HTML, 9.2.6: the name ends at the first colon or the end of the line; one space after the colon is not part of
/// the value. A line that begins with a colon is a comment.)
struct Field {
  enum Name { case data, event, id, retry, unknown }

  let name: Name
  /// Bytes from the start of the line.
  let value: Int

  init(_ line: Span<UInt8>) {
    if let value = line.value(of: "data") {
      self = Field(name: .data, value: value)
    } else if let value = line.value(of: "event") {
      self = Field(name: .event, value: value)
    } else if let value = line.value(of: "id") {
      self = Field(name: .id, value: value)
    } else if let value = line.value(of: "retry") {
      self = Field(name: .retry, value: value)
    } else {
      self = Field(name: .unknown, value: line.count)
    }
  }

  private init(name: Name, value: Int) {
    self.name = name
    self.value = value
  }
}

extension Span<UInt8> {
  /// Where the value begins if this line's field is `name`, else nil.
  @inline(__always)
  fileprivate func value(of name: StaticString) -> Int? {
    let length = name.utf8CodeUnitCount
    guard count >= length else { return nil }
    let letters = unsafe UnsafeBufferPointer(start: name.utf8Start, count: length)
    for place in 0..<length where unsafe self[place] != letters[place] { return nil }
    guard count > length else { return length }
    guard self[length] == UInt8(ascii: ":") else { return nil }
    return count > length + 1 && self[length + 1] == UInt8(ascii: " ") ? length + 2 : length + 1
  }
}
