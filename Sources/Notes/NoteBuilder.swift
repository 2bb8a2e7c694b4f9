/// A note as it grows: takes text in pieces, finds the headings in it, and gives out what is new as JSON string text.
///
/// The whole text is kept as UTF-8 bytes. What has not been drained is kept escaped, ready to be copied into a message.
package struct NoteBuilder: Sendable {
  /// The whole note so far, well-formed UTF-8.
  package private(set) var text: [UInt8] = []
  /// The parts of the note so far.
  private var parts: [NoteText.Part] = []
  /// The parts that are none of the four sections, by their headings.
  package private(set) var otherParts: [String] = []
  /// The section whose heading came last.
  package private(set) var section: Section?
  /// Unpaired surrogates that became U+FFFD.
  package private(set) var replacedCharacters = 0

  private let encoding: PositionEncoding
  private let limit: Int
  private var splitter = SectionSplitter()
  /// A high surrogate that ended the last piece: its other half may begin the next one.
  private var unpaired: UInt16?
  /// The part that the upstream named last beside its text. Once it does so, no heading is looked for in the text.
  private var name: SectionName?
  private var outgoing = Outgoing()
  /// How far offsets have been counted, in bytes and in units of `encoding`.
  private var counted = (bytes: 0, units: 0)

  /// `limit` is the longest note in bytes; `encoding` gives the units of heading offsets.
  package init(limit: Int, encoding: PositionEncoding = .utf16) {
    self.limit = limit
    self.encoding = encoding
  }

  /// Appends the inside of a JSON string literal.
  package mutating func append(escaped: Span<UInt8>, section named: SectionName? = nil) -> Acceptance {
    guard text.count + escaped.count <= limit else { return .tooLarge }
    // A part begins with its first text.
    guard !escaped.isEmpty else { return .accepted }
    guard unpaired == nil else { return appendAfterSurrogate(escaped, named) }
    if JSONString.plainLength(of: escaped, from: 0) == escaped.count { return append(plain: escaped, section: named) }
    let start = text.count
    if let named, named != name { return appendUnescaped(escaped, named) }
    guard let end = JSONString.unescape(escaped, into: &text) else { return .malformed }
    if end.unpaired != nil || end.replaced > 0 {
      text.removeLast(text.count - start)
      return appendUnescaped(escaped, named)
    }
    publish(from: start, escaped: escaped)
    return .accepted
  }

  /// Appends text that `JSONString.plainLength` is all of.
  package mutating func append(plain: Span<UInt8>, section named: SectionName? = nil) -> Acceptance {
    guard text.count + plain.count <= limit else { return .tooLarge }
    guard !plain.isEmpty else { return .accepted }
    settleSurrogate()
    begin(named)
    unsafe plain.withUnsafeBytes { unsafe text.append(contentsOf: $0) }
    var headings: [Heading] = []
    if name == nil { splitter.append(line: plain) { headings.append($0) } }
    if headings.isEmpty {
      outgoing.append(plain: plain.count, of: text, section: section)
    } else {
      publish(headings)
    }
    return .accepted
  }

  /// Appends UTF-8 text.
  package mutating func append(_ piece: Span<UInt8>, section named: SectionName? = nil) -> Acceptance {
    guard text.count + piece.count <= limit else { return .tooLarge }
    guard UTF8Form.isWellFormed(piece) else { return .malformed }
    guard !piece.isEmpty else { return .accepted }
    settleSurrogate()
    begin(named)
    let start = text.count
    unsafe piece.withUnsafeBytes { unsafe text.append(contentsOf: $0) }
    publish(from: start, escaped: nil)
    return .accepted
  }

  /// The end of the note: a bare heading on the last line counts, and half a character becomes U+FFFD.
  package mutating func finish() {
    settleSurrogate()
    if name == nil { finishHeadings() }
  }

  /// Throws everything away, to begin again.
  package mutating func reset() { self = NoteBuilder(limit: limit, encoding: encoding) }

  /// Hands out what came since the last call, in order.
  package mutating func drain(_ take: (Piece) -> Void) {
    outgoing.drain(text, take)
  }

  /// Whether there is anything to drain.
  package var hasOutgoing: Bool { !outgoing.isEmpty }

  /// The note so far.
  package var note: NoteText { NoteText(bytes: text, parts: parts) }

  private mutating func appendUnescaped(_ escaped: Span<UInt8>, _ named: SectionName?) -> Acceptance {
    var decoded: [UInt8] = []
    guard let end = JSONString.unescape(escaped, into: &decoded) else { return .malformed }
    begin(named)
    let start = text.count
    text.append(contentsOf: decoded)
    unpaired = end.unpaired
    replacedCharacters += end.replaced
    publish(from: start, escaped: nil)
    return .accepted
  }

  private mutating func appendAfterSurrogate(_ escaped: Span<UInt8>, _ named: SectionName?) -> Acceptance {
    var rest: [UInt8] = []
    guard JSONString.unescape(escaped, into: &rest) != nil else { return .malformed }
    let high = unpaired
    if let high, named == nil || named == name, let low = EscapeReader.codeUnit(of: escaped, at: 0),
      UTF16.isTrailSurrogate(low)
    {
      unpaired = nil
      let start = text.count
      text.append(contentsOf: UTF8.encode(UTF16.decode(UTF16.EncodedScalar([high, low])))!)
      publish(from: start, escaped: nil)
      return append(escaped: escaped.extracting(6...), section: named)
    }
    settleSurrogate()
    return append(escaped: escaped, section: named)
  }

  /// Writes U+FFFD for a high surrogate whose other half did not come.
  private mutating func settleSurrogate() {
    guard unpaired != nil else { return }
    unpaired = nil
    replacedCharacters += 1
    write("\u{FFFD}")
  }

  /// Writes the heading of a part that the upstream names beside its text.
  private mutating func begin(_ named: SectionName?) {
    guard let named, named != name else { return }
    if name == nil { finishHeadings() }
    name = named
    if !text.isEmpty {
      let gap = text.last != 0x0A ? "\n\n" : text.dropLast().last != 0x0A ? "\n" : ""
      text.append(contentsOf: gap.utf8)
    }
    let start = text.count
    text.append(contentsOf: "\(named.heading):\n".utf8)
    announce(NoteText.Part(section: named.section, start: start, body: text.count - 1))
    if named.section == nil, !otherParts.contains(named.heading) { otherParts.append(named.heading) }
    publishText(upTo: text.count)
  }

  /// The end of the text in which headings are looked for.
  private mutating func finishHeadings() {
    var headings: [Heading] = []
    splitter.finish { headings.append($0) }
    publish(headings)
  }

  private mutating func write(_ piece: String) {
    let start = text.count
    text.append(contentsOf: piece.utf8)
    publish(from: start, escaped: nil)
  }

  /// Makes the text from `start` on outgoing; `escaped` is its form on the wire where that can be used as it is.
  private mutating func publish(from start: Int, escaped: Span<UInt8>?) {
    guard text.count > start else { return }
    var headings: [Heading] = []
    let text = text
    if name == nil { splitter.append(text.span.extracting(start...)) { headings.append($0) } }
    if headings.isEmpty, let escaped {
      outgoing.append(escaped: escaped, upTo: text.count, of: text, section: section)
    } else {
      publish(headings)
    }
  }

  /// Makes the text that is not outgoing yet so, and announces these headings in it.
  private mutating func publish(_ headings: [Heading]) {
    for heading in headings {
      announce(NoteText.Part(section: heading.section, start: heading.start, body: heading.end))
    }
    publishText(upTo: text.count)
  }

  private mutating func publishText(upTo end: Int) { outgoing.append(upTo: end, of: text, section: section) }

  /// Publishes the heading as text of its part, then says where a section begins.
  private mutating func announce(_ part: NoteText.Part) {
    publishText(upTo: part.start)
    parts.append(part)
    section = part.section
    publishText(upTo: endOfHeadingLine(part))
    guard let section else { return }
    counted.units += UTF8Form.length(of: text.span.extracting(counted.bytes..<part.start), in: encoding)
    counted.bytes = part.start
    outgoing.announce(section, offset: counted.units, in: text)
  }

  /// The heading's end with the line end that follows it, as far as that has come.
  private func endOfHeadingLine(_ part: NoteText.Part) -> Int {
    var end = part.body
    if end < text.count, text[end] == 0x0D { end += 1 }
    if end < text.count, text[end] == 0x0A { end += 1 }
    return end
  }
}
