/// The heading at the start of a line:
///
///     line     = 0*3space [1*6"#" 1*space] [number] [emphasis [number]] label [":"] [emphasis] [":"] [1*space 1*"#"]
///     number   = digit "." 1*space
///     emphasis = 1*3"*" / 1*3"_"                   ; closes as it was opened
///     label    = name [*space "(" name ")"]        ; two names of one section: S (Subjective)
///     name     = word / letter / pair
///     pair     = assessment separator plan         ; Assessment and Plan, A/P: the assessment's
///
/// Words are in any case where a colon or markup makes the heading plain, and alone on their line in Title or UPPER
/// case; letters are capitals, and need a colon or markup. Text may follow after a colon only.
struct HeadingLine {
  enum Name { case word, letter, pair }

  enum Miss: Error {
    case noHeading
    /// It depends on the bytes to come.
    case unfinished
  }

  private(set) var section = Section.subjective
  /// How the heading names its section.
  private(set) var name = Name.word
  /// Places in the line; see `Heading`.
  private(set) var start = 0
  private(set) var end = 0

  /// `line`: the line from its start, without its end; `isWhole` tells that the line ends there.
  init(_ line: [UInt8], isWhole: Bool) throws(Miss) {
    var scanner = LineScanner(line, isWhole: isWhole)
    guard try scanner.skip(" ") <= 3 else { throw .noHeading }
    start = scanner.place

    let level = try scanner.skip("#")
    if level > 0 {
      let spaces = try scanner.skipBlanks()
      guard level <= 6, spaces > 0 else { throw .noHeading }
    }
    var isNumbered = try scanner.skipNumber()
    let mark: UInt8? = try scanner.peek("*") ? UInt8(ascii: "*") : scanner.peek("_") ? UInt8(ascii: "_") : nil
    var marks = 0
    if let mark {
      marks = try scanner.skip(mark)
      guard marks <= 3 else { throw .noHeading }
      if !isNumbered { isNumbered = try scanner.skipNumber() }
    }
    let label = scanner.place
    (section, name) = try scanner.label()
    end = scanner.place

    var hasColon = try scanner.take(":")
    if let mark {
      if hasColon { end = scanner.place }
      guard try scanner.take(mark, count: marks) else {
        // Emphasis that goes on with the text: **Plan: rest**
        if hasColon { return }
        throw .noHeading
      }
      end = scanner.place
      if !hasColon { hasColon = try scanner.take(":") }
    }
    if hasColon { end = scanner.place }
    if hasColon && level == 0 { return }

    let blanks = try scanner.skipBlanks()
    if level > 0, blanks > 0, try scanner.skip("#") > 0 {
      let closed = scanner.place
      _ = try scanner.skipBlanks()
      if try scanner.isAtEnd() { end = closed }
    }
    if hasColon { return }
    guard try scanner.isAtEnd() else { throw .noHeading }
    if level == 0 && mark == nil {
      guard !isNumbered, name != .letter, isTitleOrUpper(line[label..<end]) else { throw .noHeading }
    }
  }
}

/// Capitals at the start of words alone, the first word's among them, or no letter but capitals.
private func isTitleOrUpper(_ label: ArraySlice<UInt8>) -> Bool {
  var hasLower = false
  var hasInnerUpper = false
  var previousIsLetter = false
  for byte in label {
    let isUpper = isUpper(byte)
    if isUpper && previousIsLetter { hasInnerUpper = true }
    previousIsLetter = isLetter(byte)
    if previousIsLetter && !isUpper { hasLower = true }
  }
  return label.first.map(isUpper) == true && !(hasLower && hasInnerUpper)
}
