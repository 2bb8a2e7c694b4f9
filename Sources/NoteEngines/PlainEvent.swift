internal import Notes

/// The usual event, `{"content":"…"}` and nothing else, with text that stands in the note as it stands here: neither
/// escapes nor anything beyond ASCII. One scan is all that it needs.
enum PlainEvent {
  /// The place of the text; nil for any other event, which `StreamEvent` reads.
  static func text(of data: Span<UInt8>) -> Range<Int>? {
    guard begins(data, #"{"content":"#) else { return nil }
    // Many JSON writers set a space after the colon.
    let quote = data[11] == UInt8(ascii: " ") ? 12 : 11
    guard data[quote] == UInt8(ascii: "\"") else { return nil }
    let end = quote + 1 + JSONString.plainLength(of: data, from: quote + 1)
    guard end + 2 == data.count, data[end] == UInt8(ascii: "\""), data[end + 1] == UInt8(ascii: "}") else { return nil }
    return quote + 1..<end
  }

  /// Whether `data` begins with `opening`, which has eight bytes at least, and goes on for three bytes or more.
  @inline(__always)
  private static func begins(_ data: Span<UInt8>, _ opening: StaticString) -> Bool {
    guard data.count >= opening.utf8CodeUnitCount + 3 else { return false }
    let letters = unsafe UnsafeRawBufferPointer(start: opening.utf8Start, count: opening.utf8CodeUnitCount)
    let last = letters.count - 8
    return unsafe data.bytes.unsafeLoadUnaligned(as: UInt64.self) == letters.loadUnaligned(as: UInt64.self)
      && data.bytes.unsafeLoadUnaligned(fromByteOffset: last, as: UInt64.self)
        == letters.loadUnaligned(fromByteOffset: last, as: UInt64.self)
  }
}
