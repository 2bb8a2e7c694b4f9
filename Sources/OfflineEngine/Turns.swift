/// Who speaks.
enum Role: Sendable {
  case clinician, patient
  /// A relative or another guest, who speaks for the patient.
  case guest
  case unknown
}

/// One speaker's words until another speaks, or a line of a transcript that names no speakers.
struct Turn {
  var role: Role
  /// Who speaks where labels give no role: a key of the number or the name.
  var speaker: UInt64?
  /// Tokens, label and line breaks left out.
  var tokens: Range<Int>
}

/// Splits a transcript into turns at lines that begin with a speaker's label: `[doctor]`, `Patient:`, `Dr. X:`, `P:`,
/// `Speaker 1:`, or with the names of a few people, again and again.
struct Turns {
  private(set) var all: [Turn] = []
  /// Whether any line names its speaker.
  private(set) var isLabelled = false

  init(_ tokens: [Token], _ bytes: [UInt8]) {
    let lines = Self.lines(tokens, bytes)
    let labels = SpeakerLabel.find(tokens, lines, bytes)
    // "P:" alone names a plan; a patient speaks to someone.
    isLabelled = labels.contains { $0.map { $0.role != .patient || $0.isNamed } == true }
    var turn = Turn(role: .unknown, tokens: 0..<0)
    for (line, label) in zip(lines, labels) {
      turn.tokens = line  // Without a label it goes on with what was said before it.
      if isLabelled, let label {
        turn = Turn(role: label.role, speaker: label.speaker, tokens: label.end..<line.upperBound)
        // A label that stands alone belongs to the next line.
        if turn.tokens.isEmpty { continue }
      }
      all.append(turn)
    }
    Speakers.name(&all, tokens)
  }

  /// The lines with something in them; those of subtitles that but count and give times are left out.
  private static func lines(_ tokens: [Token], _ bytes: [UInt8]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    while start < tokens.count {
      var end = start
      while end < tokens.count && !tokens[end].isMark(0x0A) { end += 1 }
      if spansTime(tokens[start..<end], bytes) {
        if let number = lines.last, number.count == 1, tokens[number.lowerBound].tags.has(.digits) {
          lines.removeLast()
        }
      } else if start < end {
        lines.append(start..<end)
      }
      start = end + 1
    }
    return lines
  }

  /// `00:00:01,000 --> 00:00:04,000`
  private static func spansTime(_ line: ArraySlice<Token>, _ bytes: [UInt8]) -> Bool {
    guard line.count >= 2, line.allSatisfy({ SpeakerLabel.isTime($0, bytes) }) else { return false }
    return zip(line, line.dropFirst()).contains { bytes[$0.end..<$1.start].contains(UInt8(ascii: ">")) }
  }
}
