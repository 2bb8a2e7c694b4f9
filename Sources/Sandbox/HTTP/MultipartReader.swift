#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// One part of a `multipart/form-data` body.
package struct MultipartPart: Sendable, Equatable {
  package var name: String
  package var filename: String?
  package var contentType: String?
  /// Bytes of the part's content in all.
  package var count = 0
  /// The content as far as it is kept: of large parts only the beginning.
  package var content: [UInt8] = []
}

/// Reads a `multipart/form-data` body that arrives in any pieces, however large. (RFC 7578, RFC 2046.)
struct MultipartReader {
  private enum State {
    /// Before the first delimiter, or in a part's content.
    case content
    /// After a delimiter: another part, or the end.
    case delimiter
    case head
    case complete
    case broken
  }

  /// Content kept of each part, in bytes.
  static let kept = 1_048_576
  private static let headLimit = 16_384

  private(set) var parts: [MultipartPart] = []
  private var state = State.content
  private let delimiter: [UInt8]
  // The first delimiter needs no line end before it: this one stands for it.
  private var buffer: [UInt8] = Array("\r\n".utf8)
  private var current: MultipartPart?

  /// Nil when `contentType` names no boundary.
  init?(contentType: String) {
    guard contentType.lowercased().hasPrefix("multipart/form-data"),
      let boundary = parameter("boundary", of: contentType), !boundary.isEmpty
    else { return nil }
    delimiter = Array("\r\n--\(boundary)".utf8)
  }

  /// Whether the closing delimiter has come.
  var isComplete: Bool { if case .complete = state { true } else { false } }

  mutating func append(_ bytes: ArraySlice<UInt8>) {
    buffer += bytes
    while step() {}
  }

  /// Reads on; false when more bytes are needed, or none.
  private mutating func step() -> Bool {
    switch state {
    case .content:
      guard let found = position(of: delimiter) else {
        take(max(0, buffer.count - delimiter.count + 1))
        return false
      }
      take(found)
      buffer.removeFirst(delimiter.count)
      if let current { parts.append(current) }
      current = nil
      state = .delimiter
    case .delimiter:
      guard buffer.count >= 2 else { return false }
      state = buffer.starts(with: "--".utf8) ? .complete : buffer.starts(with: "\r\n".utf8) ? .head : .broken
    case .head:
      guard let end = position(of: Array("\r\n\r\n".utf8)) else {
        if buffer.count > Self.headLimit { state = .broken }
        return false
      }
      current = MultipartPart(head: String(decoding: buffer[..<end], as: UTF8.self))
      // The line end stays: a delimiter may follow at once.
      buffer.removeFirst(end + 4)
      state = .content
    case .complete, .broken:
      buffer = []
      return false
    }
    return true
  }

  private mutating func take(_ count: Int) {
    current?.count += count
    if let kept = current?.content.count, kept < Self.kept {
      current?.content += buffer.prefix(min(count, Self.kept - kept))
    }
    buffer.removeFirst(count)
  }

  /// Where in the buffer `pattern` begins.
  private func position(of pattern: [UInt8]) -> Int? {
    unsafe buffer.withUnsafeBytes { bytes in
      var start = 0
      while start + pattern.count <= bytes.count, let base = bytes.baseAddress {
        // memchr keeps this fast for hundreds of megabytes, in debug builds too.
        let candidates = bytes.count - pattern.count + 1 - start
        guard let hit = unsafe memchr(base + start, CInt(pattern[0]), candidates) else { return nil }
        let offset = unsafe UnsafeRawPointer(hit) - base
        if unsafe bytes[offset..<offset + pattern.count].elementsEqual(pattern) { return offset }
        start = offset + 1
      }
      return nil
    }
  }
}

extension MultipartPart {
  fileprivate init(head: String) {
    name = ""
    for line in head.split(whereSeparator: \.isNewline) {
      let sides = line.split(separator: ":", maxSplits: 1)
      guard sides.count == 2 else { continue }
      switch sides[0].lowercased() {
      case "content-disposition":
        name = parameter("name", of: String(sides[1])) ?? ""
        filename = parameter("filename", of: String(sides[1]))
      case "content-type": contentType = String(trimmed(sides[1]))
      default: break
      }
    }
  }
}

/// The parameter `name` of a field's value such as `form-data; name="audio"`; quotes are taken off.
private func parameter(_ name: String, of value: String) -> String? {
  for part in value.split(separator: ";").dropFirst() {
    let sides = part.split(separator: "=", maxSplits: 1)
    guard sides.count == 2, trimmed(sides[0]).lowercased() == name else { continue }
    let text = trimmed(sides[1])
    return text.count >= 2 && text.first == "\"" && text.last == "\""
      ? String(text.dropFirst().dropLast()) : String(text)
  }
  return nil
}
