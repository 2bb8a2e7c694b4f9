/// Reads the beginning of a line from left to right, and throws `.unfinished` as soon as it would need a byte that has
/// not come: so a longer beginning never changes what a shorter one has settled.
struct LineScanner {
  private(set) var place = 0
  private let line: [UInt8]
  private let isWhole: Bool

  init(_ line: [UInt8], isWhole: Bool) {
    self.line = line
    self.isWhole = isWhole
  }

  func isAtEnd() throws(HeadingLine.Miss) -> Bool { try next() == nil }

  func peek(_ character: Unicode.Scalar) throws(HeadingLine.Miss) -> Bool { try next() == UInt8(ascii: character) }

  mutating func take(_ character: Unicode.Scalar) throws(HeadingLine.Miss) -> Bool {
    try take(UInt8(ascii: character), count: 1)
  }

  /// Moves past `byte`, at most `count` times; whether it came as often as that.
  mutating func take(_ byte: UInt8, count: Int) throws(HeadingLine.Miss) -> Bool {
    for _ in 0..<count {
      guard try next() == byte else { return false }
      place += 1
    }
    return true
  }

  /// Moves past all of `byte`; returns how many there were.
  mutating func skip(_ byte: UInt8) throws(HeadingLine.Miss) -> Int {
    let start = place
    while try next() == byte { place += 1 }
    return place - start
  }

  mutating func skip(_ character: Unicode.Scalar) throws(HeadingLine.Miss) -> Int { try skip(UInt8(ascii: character)) }

  /// Moves past spaces and tabs.
  mutating func skipBlanks() throws(HeadingLine.Miss) -> Int {
    let start = place
    while let byte = try next(), byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { place += 1 }
    return place - start
  }

  /// Moves past the number of a list item, `1. `.
  mutating func skipNumber() throws(HeadingLine.Miss) -> Bool {
    guard let digit = try next(), UInt8(ascii: "0")...UInt8(ascii: "9") ~= digit else { return false }
    place += 1
    let hasDot = try take(".")
    guard hasDot, try skipBlanks() > 0 else { throw .noHeading }
    return true
  }

  /// One name, or a second one of the same section after it in parentheses.
  mutating func label() throws(HeadingLine.Miss) -> (Section, HeadingLine.Name) {
    let first = try name()
    let end = place
    _ = try skipBlanks()
    guard try take("(") else {
      place = end
      return first
    }
    let second = try name()
    guard try take(")"), second.0 == first.0 else { throw .noHeading }
    return second.1 == .word ? second : first
  }

  private mutating func name() throws(HeadingLine.Miss) -> (Section, HeadingLine.Name) {
    let first = try wordOrLetter()
    guard first.0 == .assessment else { return first }
    let end = place
    guard try skipSeparator() else {
      place = end
      return first
    }
    guard try wordOrLetter().0 == .plan else { throw .noHeading }
    return (.assessment, first.1 == .word ? .word : .pair)
  }

  /// Moves past what joins the two names of a pair: `/`, `&` or the word "and".
  private mutating func skipSeparator() throws(HeadingLine.Miss) -> Bool {
    let blanks = try skipBlanks()
    if try !take("/"), try !take("&") {
      guard blanks > 0, matches(try word(), "and") else { return false }
    }
    _ = try skipBlanks()
    return true
  }

  private mutating func wordOrLetter() throws(HeadingLine.Miss) -> (Section, HeadingLine.Name) {
    let word = try word()
    for section in Section.allCases {
      if word.count == 1 && word.first == section.heading.utf8.first { return (section, .letter) }
      if matches(word, section.heading) { return (section, .word) }
    }
    throw .noHeading
  }

  private mutating func word() throws(HeadingLine.Miss) -> ArraySlice<UInt8> {
    let start = place
    while let byte = try next(), isLetter(byte) { place += 1 }
    return line[start..<place]
  }

  private func next() throws(HeadingLine.Miss) -> UInt8? {
    if place < line.count { return line[place] }
    guard isWhole else { throw .unfinished }
    return nil
  }
}

func isUpper(_ byte: UInt8) -> Bool { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte }

func isLetter(_ byte: UInt8) -> Bool { isUpper(byte & 0b1101_1111) }

/// Whether `letters`, ASCII letters all, spell `word` in any case.
private func matches(_ letters: ArraySlice<UInt8>, _ word: String) -> Bool {
  letters.elementsEqual(word.utf8) { $0 | 0b0010_0000 == $1 | 0b0010_0000 }
}
