import Notes

extension UInt8 {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")

  /// Whether the byte is in a scalar of UTF-8 but does not begin it.
  var isContinuation: Bool { self & 0xC0 == 0x80 }

  /// Space, tab, and the line and page ends.
  var isWhiteSpace: Bool { self == UInt8(ascii: " ") || 0x09...0x0D ~= self }

  /// The units of a scalar that begins with this byte.
  func units(in encoding: PositionEncoding) -> Int {
    switch encoding {
    case .utf8: self < 0x80 ? 1 : self < 0xE0 ? 2 : self < 0xF0 ? 3 : 4
    case .utf16: self < 0xF0 ? 1 : 2
    case .utf32: 1
    }
  }
}

extension ArraySlice<UInt8> {
  /// Whether `index` cuts neither a scalar nor a CRLF in two.
  func isBoundary(_ index: Int) -> Bool {
    guard index > startIndex, index < endIndex else { return true }
    return !self[index].isContinuation && !(self[index] == .lineFeed && self[index - 1] == .carriageReturn)
  }

  /// The last boundary at or before `index`.
  func boundary(at index: Int) -> Int {
    var index = index
    while !isBoundary(index) { index -= 1 }
    return index
  }

  /// The bytes that `other` begins with too, whole scalars only.
  func commonPrefix(with other: ArraySlice<UInt8>) -> Int {
    var length = 0
    let limit = Swift.min(count, other.count)
    while length < limit, self[startIndex + length] == other[other.startIndex + length] { length += 1 }
    while length > 0, length < count, self[startIndex + length].isContinuation { length -= 1 }
    return length
  }

  /// The bytes that `other` ends with too, whole scalars only.
  func commonSuffix(with other: ArraySlice<UInt8>) -> Int {
    var length = 0
    let limit = Swift.min(count, other.count)
    while length < limit, self[endIndex - length - 1] == other[other.endIndex - length - 1] { length += 1 }
    while length > 0, self[endIndex - length].isContinuation { length -= 1 }
    return length
  }
}
