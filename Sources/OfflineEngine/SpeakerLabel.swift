/// What a line begins with to tell who speaks.
struct SpeakerLabel {
  /// `unknown` for a number or a name.
  var role: Role
  /// A key of the number or the name.
  var speaker: UInt64?
  /// Where what is said begins.
  var end: Int
  /// Whether the label is more than `P:`.
  var isNamed: Bool

  /// The label of each line, nil where it has none.
  static func find(_ tokens: [Token], _ lines: [Range<Int>], _ bytes: [UInt8]) -> [SpeakerLabel?] {
    let untimed = lines.map { line in
      (line.first { !isTime(tokens[$0], bytes) } ?? line.upperBound)..<line.upperBound
    }
    let labels = untimed.map { line in
      line.isEmpty ? nil : numbered(tokens, line, bytes) ?? named(tokens, line, bytes)
    }
    return labels.contains { $0 == nil } ? withNames(labels, tokens, untimed, bytes) : labels
  }

  /// `labels`, and where they are nil the names of people (`Ann Lee: …`).
  ///
  /// A name is one where two lines or more begin with it and one of them says "I", "my" or "you": what stands before
  /// other colons names what is written behind them (`Ferritin: 6`). There are four of them at most, nearly every line
  /// has a label then, and where no other labels are, two people speak and one of them says "you".
  private static func withNames(
    _ labels: [SpeakerLabel?], _ tokens: [Token], _ lines: [Range<Int>], _ bytes: [UInt8]
  ) -> [SpeakerLabel?] {
    let names = zip(lines, labels).map { line, label in label == nil ? name(tokens, line, bytes) : nil }
    var speakers: [UInt64: (lines: Int, speaks: Bool, addresses: Bool)] = [:]
    for (line, name) in zip(lines, names) {
      guard let name, let speaker = name.speaker else { continue }
      let said = tokens[name.end..<line.upperBound]
      let addresses = said.contains { $0.tags.has(.secondPerson) }
      let speaks = addresses || said.contains { $0.is("i") || $0.is("my") }
      let known = speakers[speaker, default: (0, false, false)]
      speakers[speaker] = (known.lines + 1, known.speaks || speaks, known.addresses || addresses)
    }
    speakers = speakers.filter { $0.value.lines >= 2 && $0.value.speaks }
    let unlabelled = labels.count { $0 == nil }
    let isAlone = unlabelled == labels.count
    guard speakers.count <= 4, speakers.count >= (isAlone ? 2 : 1),
      !isAlone || speakers.values.contains(where: \.addresses),
      (unlabelled - speakers.values.reduce(0) { $0 + $1.lines }) * 5 <= labels.count
    else { return labels }
    return zip(labels, names).map { label, name in
      label ?? name.flatMap { $0.speaker.flatMap { speakers[$0] } == nil ? nil : name }
    }
  }

  /// `Speaker 1:`, `SPEAKER_00:`, `[Speaker A]`; also with a time behind it, and then alone on its line.
  private static func numbered(_ tokens: [Token], _ line: Range<Int>, _ bytes: [UInt8]) -> SpeakerLabel? {
    guard line.count >= 2, tokens[line.lowerBound].is("speaker") || tokens[line.lowerBound].is("spk") else {
      return nil
    }
    let number = tokens[line.lowerBound + 1]
    guard number.tags.has(.digits) || number.end - number.start == 1 && !number.isMark else { return nil }
    var end = line.lowerBound + 2
    var isClosed = isBracketed(tokens[line.lowerBound], bytes) && closes(number, bytes)
    while end < line.upperBound, isTime(tokens[end], bytes) { end += 1 }
    isClosed = isClosed || end == line.upperBound
    if end < line.upperBound, tokens[end].isMark(UInt8(ascii: ":")) {
      isClosed = true
      end += 1
    }
    return isClosed ? SpeakerLabel(role: .unknown, speaker: number.key, end: end, isNamed: true) : nil
  }

  /// Without brackets a label is one word, or a title and a name: `Patient education:` is a heading, no speaker.
  private static func named(_ tokens: [Token], _ line: Range<Int>, _ bytes: [UInt8]) -> SpeakerLabel? {
    let first = tokens[line.lowerBound]
    let isBracketed = isBracketed(first, bytes)
    var role: Role?
    for position in line.prefix(isBracketed ? 4 : 5) {
      let token = tokens[position]
      let length = position + 1 - line.lowerBound
      if !isBracketed && token.isMark(UInt8(ascii: ":")) {
        guard length <= 2 || titles.contains(first.key) else { return nil }
        return role.map { SpeakerLabel(role: $0, end: position + 1, isNamed: !first.is("p")) }
      }
      if let named = roles[token.key], role != .clinician { role = named }
      if isBracketed && closes(token, bytes) {
        return role.map { SpeakerLabel(role: $0, end: position + 1, isNamed: true) }
      }
    }
    return nil
  }

  /// One to three words before a colon, each with a capital and unknown to the lexicon, save a title.
  private static func name(_ tokens: [Token], _ line: Range<Int>, _ bytes: [UInt8]) -> SpeakerLabel? {
    guard let colon = line.prefix(4).first(where: { tokens[$0].isMark(UInt8(ascii: ":")) }), colon > line.lowerBound
    else { return nil }
    var key: UInt64 = 0
    for token in tokens[line.lowerBound..<colon] {
      let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bytes[token.start])
      guard isCapital, token.tags == [] || titles.contains(token.key) else { return nil }
      key = key &* 31 &+ token.key
    }
    return SpeakerLabel(role: .unknown, speaker: key, end: colon + 1, isNamed: true)
  }

  /// `00:01:15`, in brackets or not.
  static func isTime(_ token: Token, _ bytes: [UInt8]) -> Bool {
    token.tags.has(.digits) && bytes[token.start..<token.end].contains(UInt8(ascii: ":"))
  }

  private static func isBracketed(_ token: Token, _ bytes: [UInt8]) -> Bool {
    token.start > 0 && bytes[token.start - 1] == UInt8(ascii: "[")
  }

  private static func closes(_ token: Token, _ bytes: [UInt8]) -> Bool {
    token.end < bytes.count && bytes[token.end] == UInt8(ascii: "]")
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
