/// Finds the SOAP headings of a note whose UTF-8 text arrives in pieces, cut anywhere.
///
/// A heading stands at the start of a line: `Subjective:`, `SUBJECTIVE` alone on its line, `**Plan**`, `## Objective`,
/// `A/P:` and the other forms of `HeadingLine`. It is reported at the byte that makes it and its end certain: the
/// colon, the closing emphasis, or what follows where more may belong to it (`**Plan:` waits for its `**`, `# Plan:` for
/// closing `#`s, a heading without a colon for the end of its line).
///
/// Single letters are risky, since `P: 72` is a pulse: they count in the order `S`, `O`, `A` (or `A/P`), `P` only, and
/// not after a heading that spells its word out. Where several notes may follow each other, an `S` also counts as the
/// beginning of the next one once the last has come to its assessment or plan.
package struct SectionSplitter: Sendable {
  /// What the text may hold.
  package enum Content: Sendable { case oneNote, severalNotes }

  /// Bytes of a line that are looked at: what is no heading by then, trailing spaces included, is none.
  private static let lineLimit = 96

  /// Bytes of the note in the pieces before the current one.
  private var taken = 0
  private var lineStart = 0
  /// The beginning of the current line, while that line may turn out to be a heading.
  private var head: [UInt8] = []
  private var isDecided = false
  /// The one single letter that would be a heading now.
  private var nextLetter: Section? = .subjective
  /// Whether an `S` would begin another note.
  private var mayBeginAgain = false
  private let content: Content

  package init(of content: Content = .oneNote) { self.content = content }

  /// Takes the next bytes of the note and reports each heading that they make certain, in order; it may have begun in
  /// an earlier piece.
  package mutating func append(_ bytes: Span<UInt8>, onHeading: (Heading) -> Void) {
    var place = 0
    while place < bytes.count {
      let end = lineEnd(in: bytes, from: place)
      take(bytes.extracting(place..<end), isWhole: end < bytes.count, onHeading)
      place = end
      if end < bytes.count {
        place += 1
        lineStart = taken + place
        head.removeAll(keepingCapacity: true)
        isDecided = false
      }
    }
    taken += bytes.count
  }

  /// The same for bytes without line ends.
  package mutating func append(line bytes: Span<UInt8>, onHeading: (Heading) -> Void) {
    take(bytes, isWhole: false, onHeading)
    taken += bytes.count
  }

  /// Ends the note, and with it its last line: reports a heading that this makes certain.
  package mutating func finish(onHeading: (Heading) -> Void) {
    if !isDecided { decide(isWhole: true, onHeading) }
    isDecided = true
  }

  /// The first CR or LF at or after `start`, else the end. The LF of a CRLF ends an empty line, which does no harm.
  /// Most text is plain, and plain text is passed eight bytes at a time.
  private func lineEnd(in bytes: Span<UInt8>, from start: Int) -> Int {
    var place = start
    while true {
      place += JSONString.plainLength(of: bytes, from: place)
      guard place < bytes.count, bytes[place] != UInt8(ascii: "\n"), bytes[place] != UInt8(ascii: "\r") else {
        return place
      }
      place += 1
    }
  }

  /// Takes more of the current line, all there is of it when `isWhole`.
  private mutating func take(_ bytes: Span<UInt8>, isWhole: Bool, _ onHeading: (Heading) -> Void) {
    guard !isDecided else { return }
    for index in 0..<min(bytes.count, Self.lineLimit - head.count) { head.append(bytes[index]) }
    decide(isWhole: isWhole, onHeading)
  }

  private mutating func decide(isWhole: Bool, _ onHeading: (Heading) -> Void) {
    let isFull = head.count == Self.lineLimit
    do throws(HeadingLine.Miss) {
      let line = try HeadingLine(head, isWhole: isWhole && !isFull)
      isDecided = true
      guard counts(line) else { return }
      onHeading(Heading(section: line.section, start: lineStart + line.start, end: lineStart + line.end))
    } catch {
      isDecided = error == .noHeading || isFull
    }
  }

  /// Whether the heading counts after those before it.
  private mutating func counts(_ line: HeadingLine) -> Bool {
    if mayBeginAgain && line.section == .subjective { nextLetter = .subjective }
    switch line.name {
    case .word:
      nextLetter = nil
    case .pair:
      if nextLetter == .assessment { nextLetter = .plan }
    case .letter:
      guard line.section == nextLetter else { return false }
      nextLetter = Section.allCases.first { $0 > line.section }
    }
    mayBeginAgain = content == .severalNotes && line.section >= .assessment
    return true
  }
}
