/// What a note builder has to give out next.
package enum Piece {
  /// Text to append, as it stands inside a JSON string literal. `units` is its length in UTF-16 code units; `section`
  /// is the one that the text belongs to, as far as was known when it came.
  case text(escaped: [UInt8], units: Int, section: Section?)
  /// A heading was recognised; `offset` is the place of its first character in the note.
  case section(Section, offset: Int)
}

/// Text and section announcements of a note that wait to be given out, in order.
struct Outgoing: Sendable {
  /// How many bytes of the note's text have been put in so far.
  private(set) var published = 0

  private var escaped: [UInt8] = []
  private var units = 0
  private var section: Section?
  private var earlier: [Piece] = []

  var isEmpty: Bool { escaped.isEmpty && earlier.isEmpty }

  /// Adds text that is escaped already and stands for `length` bytes of the note.
  mutating func append(escaped piece: Span<UInt8>, of length: Int, units pieceUnits: Int, section: Section?) {
    begin(section)
    unsafe piece.withUnsafeBytes { unsafe escaped.append(contentsOf: $0) }
    units += pieceUnits
    published += length
  }

  /// Adds UTF-8 text.
  mutating func append(_ text: Span<UInt8>, section: Section?) {
    begin(section)
    JSONString.escape(text, into: &escaped)
    units += UTF8Form.length(of: text, in: .utf16)
    published += text.count
  }

  mutating func announce(_ section: Section, offset: Int) {
    closeText()
    earlier.append(.section(section, offset: offset))
  }

  mutating func drain(_ take: (Piece) -> Void) {
    for piece in earlier { take(piece) }
    earlier.removeAll(keepingCapacity: true)
    guard !escaped.isEmpty else { return }
    take(.text(escaped: escaped, units: units, section: section))
    escaped.removeAll(keepingCapacity: true)
    units = 0
  }

  private mutating func begin(_ section: Section?) {
    if section != self.section { closeText() }
    self.section = section
  }

  private mutating func closeText() {
    guard !escaped.isEmpty else { return }
    earlier.append(.text(escaped: escaped, units: units, section: section))
    escaped = []
    units = 0
  }
}
