internal import Notes

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// What the data of one upstream event says.
enum StreamEvent: Equatable {
  /// `[DONE]`: the note is complete.
  case done
  /// Text: the inside of a JSON string literal, as a range of the data, not validated yet.
  case escapedText(Range<Int>, section: Section?)
  /// Text of an event of unusual form.
  case text([UInt8], section: Section?)
  /// The generation has failed.
  case failure(code: String?, message: String?)
  /// Not JSON, or JSON that says nothing known.
  case malformed

  /// Reads `data`. The usual form, an object of plain strings, is only scanned: nothing is copied.
  static func read(_ data: Span<UInt8>) -> StreamEvent {
    if isDone(data) { return .done }
    if let members = FlatObject.scan(data), !members.has("error", in: data) {
      guard let content = members.value(of: "content", in: data) else { return .malformed }
      var section: Section?
      if let name = members.value(of: "section", in: data) {
        guard FlatObject.isPlain(name, data) else { return general(data) }
        section = Section(upstreamName: data.extracting(name))
      }
      return .escapedText(content, section: section)
    }
    return general(data)
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

  private static func general(_ data: Span<UInt8>) -> StreamEvent {
    let bytes = unsafe data.withUnsafeBytes { unsafe Data($0) }
    let event: GeneralEvent
    do { event = try JSONDecoder().decode(GeneralEvent.self, from: bytes) } catch { return .malformed }
    if let failure = event.failure { return .failure(code: failure.code, message: failure.message) }
    guard let content = event.content else { return .malformed }
    var section: Section?
    if let name = event.section { section = Section(upstreamName: Array(name.utf8).span) }
    return .text(Array(content.utf8), section: section)
  }
}

/// An event as any JSON library would read it.
private struct GeneralEvent: Decodable {
  var content: String?
  var section: String?
  var failure: ErrorBody?

  private enum Key: String, CodingKey { case content, section, error }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: Key.self)
    if members.contains(.error), try !members.decodeNil(forKey: .error) {
      failure = try members.decode(ErrorBody.self, forKey: .error)
    }
    // A member of another type than expected says nothing known, rather than spoiling the event.
    content = members.string(.content)
    section = members.string(.section)
  }
}

extension KeyedDecodingContainer {
  /// The member's value where it is a string, else nil.
  func string(_ key: Key) -> String? {
    do { return try decodeIfPresent(String.self, forKey: key) } catch { return nil }
  }
}
