import Testing

@testable import Notes

/// What a builder gave out: text decoded and joined, and announcements with the text sent before them.
private struct Received: Equatable {
  var text = ""
  var units = 0
  var sections: [String] = []
  var labelled: [String: String] = [:]

  mutating func take(_ piece: Piece) {
    switch piece {
    case .text(let escaped, let units, let section):
      var bytes: [UInt8] = []
      let end = JSONString.unescape(escaped.span, into: &bytes)
      #expect(end != nil && end?.unpaired == nil && end?.replaced == 0, "a piece must be valid text by itself")
      let decoded = String(decoding: bytes, as: UTF8.self)
      #expect(decoded.utf16.count == units)
      text += decoded
      self.units += units
      labelled[section?.rawValue ?? "none", default: ""] += decoded
    case .section(let section, let offset):
      let heading = String(decoding: Array(text.utf16)[offset...].prefix(4), as: UTF16.self)
      sections.append("\(section.rawValue)@\(offset):\(heading)")
    }
  }
}

/// Builds a note from pieces that stand inside JSON strings.
private func build(_ pieces: [String], drainEach: Bool = false) -> (NoteBuilder, Received) {
  var builder = NoteBuilder(limit: 1 << 20)
  var received = Received()
  for piece in pieces {
    #expect(builder.append(escaped: Array(piece.utf8).span) == .accepted)
    if drainEach { builder.drain { received.take($0) } }
  }
  builder.finish()
  builder.drain { received.take($0) }
  return (builder, received)
}

@Suite struct `A note that is being built` {
  @Test(arguments: [
    (#"Subjective:\n52-year-old\n\nPlan:\n1. Rest"#, "Subjective:\n52-year-old\n\nPlan:\n1. Rest"),
    (#"caf\u00e9 \ud83d\ude00 \"quoted\" \\ \/ \b\f\r\t"#, "café 😀 \"quoted\" \\ / \u{8}\u{c}\r\t"),
    ("Größe 😀 עברית", "Größe 😀 עברית"),
    ("", ""),
    (#"a\u0000b"#, "a\0b"),
    (#"lone \udc00 low"#, "lone \u{FFFD} low"),
    (#"lone \ud800 high"#, "lone \u{FFFD} high"),
    (#"two \ud800\ud83d\ude00"#, "two \u{FFFD}😀"),
    (#"at the end \ud83d"#, "at the end \u{FFFD}"),
  ])
  func `the text sent is the text kept, wherever it is cut`(escaped: String, text: String) {
    let (whole, received) = build([escaped])
    #expect(String(decoding: whole.text, as: UTF8.self) == text)
    #expect(received.text == text)
    for (first, second) in cuts(escaped) {
      for drainEach in [false, true] {
        let (builder, received) = build([first, second], drainEach: drainEach)
        #expect(String(decoding: builder.text, as: UTF8.self) == text, "cut into \(first) and \(second)")
        #expect(received.text == text)
      }
    }
  }

  @Test(arguments: [
    #"bad \x escape"#, #"cut \u12"#, "a quote \" inside", "a \n line end", #"ends in \"#, #"\u00g0"#,
  ])
  func `what is not the inside of a string is refused and changes nothing`(escaped: String) {
    var builder = NoteBuilder(limit: 100)
    #expect(builder.append(escaped: Array("before".utf8).span) == .accepted)
    #expect(builder.append(escaped: Array(escaped.utf8).span, section: SectionName(.plan)) == .malformed)
    #expect(builder.append(escaped: Array(" after".utf8).span) == .accepted)
    #expect(String(decoding: builder.text, as: UTF8.self) == "before after")
  }

  @Test(arguments: [
    [0xC3], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xC0, 0x80], [0xE2, 0x82], [0x80], [0xFF],
  ])
  func `ill-formed UTF-8 is refused`(bytes: [UInt8]) {
    var builder = NoteBuilder(limit: 100)
    #expect(builder.append(escaped: bytes.span) == .malformed)
    #expect(builder.append(bytes.span) == .malformed)
    #expect(builder.text.isEmpty)
  }

  @Test func `headings are announced once their text is out, and their text belongs to their section`() {
    let pieces = ["Subj", #"ective:\n😀 cough\n\nObj"#, #"ective:\nBP 120/80\n\nPlan:\n1. Rest"#]
    for drainEach in [false, true] {
      let (builder, received) = build(pieces, drainEach: drainEach)
      #expect(received.sections == ["subjective@0:Subj", "objective@22:Obje", "plan@44:Plan"])
      #expect(received.labelled["plan"] == "Plan:\n1. Rest")
      #expect(builder.note.sections == [.subjective: "😀 cough", .objective: "BP 120/80", .plan: "1. Rest"])
    }
  }

  @Test(arguments: [(PositionEncoding.utf8, 15), (.utf16, 13), (.utf32, 12)])
  func `offsets count in the negotiated units`(encoding: PositionEncoding, offset: Int) {
    var builder = NoteBuilder(limit: 100, encoding: encoding)
    #expect(builder.append(Array("S: 😀 cough\n\nO: BP".utf8).span) == .accepted)
    var offsets: [Int] = []
    builder.drain { if case .section(_, let offset) = $0 { offsets.append(offset) } }
    #expect(offsets == [0, offset])
  }

  @Test func `a section named beside the text gets its heading`() {
    var builder = NoteBuilder(limit: 1000)
    let pieces: [(String, Section)] = [
      ("back pain", .subjective), (" for days", .subjective), ("BP 120/80", .objective), (#"caf\u00e9\n"#, .plan),
    ]
    for (text, section) in pieces {
      #expect(builder.append(escaped: Array(text.utf8).span, section: SectionName(section)) == .accepted)
    }
    #expect(
      String(decoding: builder.text, as: UTF8.self)
        == "Subjective:\nback pain for days\n\nObjective:\nBP 120/80\n\nPlan:\ncafé\n")
    #expect(builder.note.sections == [.subjective: "back pain for days", .objective: "BP 120/80", .plan: "café"])
  }

  /// What an upstream that names sections sends, what the note is, and its sections.
  @Test(
    arguments: [
      (
        [("assessment", #"1. HTN.\nPlan: go on.\n2. DM."#), ("plan", "Rest")],
        "Assessment:\n1. HTN.\nPlan: go on.\n2. DM.\n\nPlan:\nRest",
        [.assessment: "1. HTN.\nPlan: go on.\n2. DM.", .plan: "Rest"]
      ),
      ([("assessment", "Plan: go on.")], "Assessment:\nPlan: go on.", [.assessment: "Plan: go on."]),
      (
        [("subjective", "Pain."), (nil, #"\nObjective: at home 120/80"#), ("Objective", "BP 130/85")],
        "Subjective:\nPain.\nObjective: at home 120/80\n\nObjective:\nBP 130/85",
        [.subjective: "Pain.\nObjective: at home 120/80", .objective: "BP 130/85"]
      ),
      (
        [("plan", "Rest."), ("patient_summary", "You have flu."), (nil, " Drink."), ("plan", "Call.")],
        "Plan:\nRest.\n\nPatient summary:\nYou have flu. Drink.\n\nPlan:\nCall.", [.plan: "Rest.\n\nCall."]
      ),
      (
        [("subjective", "a"), ("billing_codes", "M54.5")], "Subjective:\na\n\nBilling codes:\nM54.5",
        [.subjective: "a"]
      ),
      ([("plan", ""), ("objective", "a"), ("plan", "")], "Objective:\na", [.objective: "a"]),
      ([(nil, "Plan"), ("objective", "a")], "Plan\n\nObjective:\na", [.plan: "", .objective: "a"]),
      ([(nil, #"Plan:\na"#), ("", "b"), ("--", "c")], "Plan:\nabc", [.plan: "abc"]),
    ] as [([(String?, String)], String, [Section: String])])
  func `sections that the upstream names are what it says they are`(
    events: [(String?, String)], text: String, sections: [Section: String]
  ) {
    for drainEach in [false, true] {
      var builder = NoteBuilder(limit: 1000)
      var received = Received()
      for (name, content) in events {
        let section = name.flatMap { name in
          Section(rawValue: name.lowercased()).map { SectionName($0) } ?? SectionName(other: name)
        }
        #expect(builder.append(escaped: Array(content.utf8).span, section: section) == .accepted)
        if drainEach { builder.drain { received.take($0) } }
      }
      builder.finish()
      builder.drain { received.take($0) }
      #expect(String(decoding: builder.text, as: UTF8.self) == text)
      #expect(received.text == text)
      #expect(builder.note.sections == sections)
      for (section, body) in sections where !body.isEmpty && !body.contains("\n\n") {
        #expect(received.labelled[section.rawValue]?.contains(body) == true, "\(received.labelled)")
      }
    }
  }

  @Test func `a note never grows over its limit`() {
    var builder = NoteBuilder(limit: 10)
    #expect(builder.append(escaped: Array("12345678".utf8).span) == .accepted)
    #expect(builder.append(escaped: Array("901".utf8).span) == .tooLarge)
    #expect(builder.append(Array("90".utf8).span) == .accepted)
    #expect(builder.text.count == 10)
  }

  @Test func `plain text after half a character shows the other half missing`() {
    var builder = NoteBuilder(limit: 100)
    var received = Received()
    #expect(builder.append(escaped: Array(#"a \ud83d"#.utf8).span) == .accepted)
    #expect(builder.append(plain: [UInt8]().span) == .accepted)
    #expect(builder.append(plain: Array("b".utf8).span) == .accepted)
    #expect(builder.append(escaped: Array(#"\ude00"#.utf8).span) == .accepted)
    builder.drain { received.take($0) }
    #expect(received.text == "a \u{FFFD}b\u{FFFD}")
    #expect(builder.replacedCharacters == 2)
  }

  @Test func `after a reset nothing of the old text is left`() {
    var builder = NoteBuilder(limit: 100)
    #expect(builder.append(escaped: Array(#"Plan:\nold \ud83d"#.utf8).span) == .accepted)
    builder.reset()
    #expect(builder.append(escaped: Array(#"\ude00 new"#.utf8).span) == .accepted)
    var received = Received()
    builder.drain { received.take($0) }
    #expect(received.text == "\u{FFFD} new")
    #expect(builder.section == nil)
  }
}

/// Every cut of an escaped text that does not fall inside an escape or a character: upstreams send whole literals.
private func cuts(_ escaped: String) -> [(String, String)] {
  let scalars = Array(escaped.unicodeScalars)
  var cuts: [(String, String)] = []
  var index = 0
  while index < scalars.count {
    let step = scalars[index] == "\\" ? (scalars[index + 1] == "u" ? 6 : 2) : 1
    index += step
    var (first, second) = ("", "")
    first.unicodeScalars.append(contentsOf: scalars[..<index])
    second.unicodeScalars.append(contentsOf: scalars[index...])
    cuts.append((first, second))
  }
  return cuts
}
