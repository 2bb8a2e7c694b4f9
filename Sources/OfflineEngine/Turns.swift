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
  /// Tokens, label and line breaks left out.
  var tokens: Range<Int>
}

/// Splits a transcript into turns at lines that begin with a speaker's label: `[doctor]`, `Patient:`, `Dr. X:`, `P:`.
struct Turns {
  private(set) var all: [Turn] = []
  /// Whether any line names its speaker.
  private(set) var isLabelled = false

  init(_ tokens: [Token], _ bytes: [UInt8]) {
    var lines: [Range<Int>] = []
    var start = 0
    while start < tokens.count {
      var end = start
      while end < tokens.count && !tokens[end].isMark(0x0A) { end += 1 }
      if start < end { lines.append(start..<end) }
      start = end + 1
    }
    let labels = lines.map { Self.label(tokens, $0, bytes) }
    // "P:" alone names a plan; a patient speaks to someone.
    isLabelled = labels.contains { $0.map { $0.role != .patient || $0.isNamed } == true }
    for (line, label) in zip(lines, labels) {
      if isLabelled, let label {
        all.append(Turn(role: label.role, tokens: line.lowerBound + label.length..<line.upperBound))
      } else {
        // A line without a label goes on with what was said before it.
        all.append(Turn(role: all.last?.role ?? .unknown, tokens: line))
      }
    }
  }

  /// The role that a line's label names, how many tokens the label takes, and whether it is more than `P:`.
  ///
  /// Without brackets a label is one word, or a title and a name: `Patient education:` is a heading, no speaker.
  private static func label(
    _ tokens: [Token], _ line: Range<Int>, _ bytes: [UInt8]
  ) -> (role: Role, length: Int, isNamed: Bool)? {
    let first = tokens[line.lowerBound]
    let bracketed = first.start > 0 && bytes[first.start - 1] == UInt8(ascii: "[")
    var role: Role?
    for position in line.prefix(bracketed ? 4 : 5) {
      let token = tokens[position]
      let length = position + 1 - line.lowerBound
      if !bracketed && token.isMark(UInt8(ascii: ":")) {
        return length <= 2 || titles.contains(first.key) ? role.map { ($0, length, !first.is("p")) } : nil
      }
      if let named = roles[token.key], role != .clinician { role = named }
      if bracketed && token.end < bytes.count && bytes[token.end] == UInt8(ascii: "]") {
        return role.map { ($0, length, true) }
      }
    }
    return nil
  }

  private static let titles = WordSet("dr doctor nurse guest gest")

  private static let roles: KeyTable<Role?> = {
    var roles = KeyTable<Role?>(absent: nil, expected: 64)
    for (role, words) in table {
      for key in Hash.keys(of: words) { roles[key] = role }
    }
    return roles
  }()

  private static let table: [(Role, String)] = [
    (.clinician, "doctor dr d physician clinician provider nurse md gp therapist np pa surgeon"),
    (.patient, "patient p pt client"),
    (
      .guest,
      "guest family mother father mom dad mum wife husband spouse son daughter parent caregiver carer guardian relative gest"
    ),
  ]
}
