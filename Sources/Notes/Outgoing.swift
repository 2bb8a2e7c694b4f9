/// What a note builder has to give out next.
package enum Piece {
  /// Text to append, as it stands inside a JSON string literal. `units` is its length in UTF-16 code units; `section`
  /// is the one that the text belongs to, as far as was known when it came.
  case text(escaped: ArraySlice<UInt8>, units: Int, section: Section?)
  /// A heading was recognised; `offset` is the place of its first character in the note.
  case section(Section, offset: Int)
}

/// Text and section announcements of a note that wait to be given out, in order.
struct Outgoing: Sendable {
  /// How many bytes of the note's text have been put in so far.
  private(set) var published = 0

  private var escaped: [UInt8] = []
  private var units = 0
  /// The last bytes of the published text that follow `escaped` and are the same in a literal: they stay where they are
  /// until something else follows.
  private var plain = 0
  private var section: Section?
  private var earlier: [Piece] = []

  var isEmpty: Bool { escaped.isEmpty && plain == 0 && earlier.isEmpty }

  /// Adds the next `count` bytes of the note, which a literal holds as they are.
  mutating func append(plain count: Int, of note: [UInt8], section: Section?) {
    if section != self.section { begin(section, note) }
    plain += count
    published += count
  }

  /// Adds the text of the note up to `end`, which is escaped already.
  mutating func append(escaped piece: Span<UInt8>, upTo end: Int, of note: [UInt8], section: Section?) {
    begin(section, note)
    unsafe piece.withUnsafeBytes { unsafe escaped.append(contentsOf: $0) }
    units += UTF8Form.length(of: note.span.extracting(published..<end), in: .utf16)
    published = end
  }

  /// Adds the text of the note up to `end`.
  mutating func append(upTo end: Int, of note: [UInt8], section: Section?) {
    guard published < end else { return }
    begin(section, note)
    let text = note.span.extracting(published..<end)
    JSONString.escape(text, into: &escaped)
    units += UTF8Form.length(of: text, in: .utf16)
    published = end
  }

  mutating func announce(_ section: Section, offset: Int, in note: [UInt8]) {
    closeText(note)
    earlier.append(.section(section, offset: offset))
  }

  mutating func drain(_ note: [UInt8], _ take: (Piece) -> Void) {
    for piece in earlier { take(piece) }
    earlier.removeAll(keepingCapacity: true)
    if escaped.isEmpty, plain > 0 {
      take(.text(escaped: note[published - plain..<published], units: plain, section: section))
      plain = 0
    } else if !escaped.isEmpty {
      joinPlain(note)
      take(.text(escaped: escaped[...], units: units, section: section))
      escaped.removeAll(keepingCapacity: true)
      units = 0
    }
  }

  /// Gets ready for text that is not plain, or of another section.
  private mutating func begin(_ section: Section?, _ note: [UInt8]) {
    if section != self.section { closeText(note) }
    self.section = section
    joinPlain(note)
  }

  private mutating func joinPlain(_ note: [UInt8]) {
    guard plain > 0 else { return }
    escaped.append(contentsOf: note[published - plain..<published])
    units += plain
    plain = 0
  }

  private mutating func closeText(_ note: [UInt8]) {
    joinPlain(note)
    guard !escaped.isEmpty else { return }
    earlier.append(.text(escaped: escaped[...], units: units, section: section))
    escaped = []
    units = 0
  }
}
