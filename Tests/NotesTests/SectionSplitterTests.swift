import Notes
import Testing

struct SectionSplitterTests {
  /// Notes whose headings stand in « », and the sections these name.
  static let forms: [(String, [Section])] = [
    ("«Subjective:»", [.subjective]),
    ("«Subjective:» text on the line\n«Objective:»\n«Assessment:»x\n«Plan:»\n", Section.allCases),
    ("«SUBJECTIVE:»\nx\n\n«subjective:» y\n«sUBJECTIVE:»", [.subjective, .subjective, .subjective]),
    ("«SUBJECTIVE»\nx\n«OBJECTIVE»\nx\n«ASSESSMENT»\nx\n«PLAN»", Section.allCases),
    ("«Subjective»\r\nx\r\n«Objective» \t\r\nx\r\n«Assessment»\rx\r«Plan»", Section.allCases),
    ("«**Subjective:**» x\n«**Objective**:» x\n«**Assessment**»\n«**plan**» ", Section.allCases),
    ("«__Subjective:__» x\n«__Objective__:»\n«_Assessment:_»\n«_PLAN_»\n", Section.allCases),
    ("«*Subjective:*»\n«*objective*:» x\n«***Assessment:***»x\n«***Plan***»", Section.allCases),
    ("«**Subjective:**»:\n«**Objective:**»*", [.subjective, .objective]),
    // Emphasis that is not closed after the colon belongs to the text.
    ("«**Plan:» rest**\n«**Plan:»*x\n«__Plan:»**\n«*Plan:»\n«***Plan:»**", [.plan, .plan, .plan, .plan, .plan]),
    ("«# Subjective»\nx\n«## Objective»\nx\n«### assessment:» x\n«###### PLAN:»\n", Section.allCases),
    ("«# Subjective #»\n«## Objective: ##» \n«### **Assessment** ###»\n«#  **Plan:**  ##########»", Section.allCases),
    ("«## Subjective:» # x\n«## Objective:»# \n«## **Assessment**:» #a\n«## __Plan:» x", Section.allCases),
    ("«Subjective (S):»\n«O (Objective):» x\n«**Assessment (A):**»\n«# Plan (P)»\n", Section.allCases),
    ("«SUBJECTIVE (S)»\n«Objective (Objective)»\n«A (Assessment)»\n«P(Plan):»", Section.allCases),
    ("«1. Subjective:» x\n«2. Objective:»\n«3. **Assessment**»\n«**4. Plan:**» x", Section.allCases),
    ("«# 1. Subjective»\n«## 2.  objective:»", [.subjective, .objective]),
    (" «Subjective:»\n  «**Objective**»\n   «ASSESSMENT»\n   «# plan»", Section.allCases),
    ("\n\n\r\n\r«Plan:»", [.plan]),
    ("«S:» x\n«O:» x\n«A:» x\n«P:» x", Section.allCases),
    ("«**S:**» x\n«# O»\n«**A**:» x\n«P:»x", Section.allCases),
    ("«S:» x\n«O:» x\n«A/P:» x\n«P:» x", [.subjective, .objective, .assessment, .plan]),
    ("«Assessment and Plan:» x", [.assessment]),
    (
      "«ASSESSMENT AND PLAN»\n«Assessment And Plan»\n«Assessment and plan»\n«assessment AND plan:»",
      Array(repeating: .assessment, count: 4)
    ),
    (
      "«Assessment & Plan:»\n«Assessment&Plan»\n«Assessment/Plan:»\n«ASSESSMENT / PLAN»\n«Assessment/ Plan:»",
      Array(repeating: .assessment, count: 5)
    ),
    (
      "«A/P:» x\n«A&P»\n«A and P:»\n«A / P:»\n«**A/P:**»\n«## A/P»\n«__A & P__:»",
      Array(repeating: .assessment, count: 7)
    ),
    (
      "«**Assessment and Plan:**» x\n«# Assessment & Plan»\n«1. Assessment/Plan:»",
      Array(repeating: .assessment, count: 3)
    ),
    ("«Assessment and Plan (A/P):»\n«A/P (Assessment and Plan)»\n", [.assessment, .assessment]),
    ("größe\n«Subjective:» 呼吸 🫀\nObjetivo: é\n«Objective:»é\n🫀Plan: x\n", [.subjective, .objective]),
    ("«Plan:»\u{85}\u{2028}x", [.plan]),
  ]

  @Test(arguments: forms)
  func `headings are found wherever the note is cut`(marked: String, sections: [Section]) {
    var note: [UInt8] = []
    var expected: [Heading] = []
    for part in marked.split(separator: /[«»]/, omittingEmptySubsequences: false).enumerated() {
      let text = Array(part.element.utf8)
      if part.offset % 2 == 1 {
        let section = expected.count < sections.count ? sections[expected.count] : .plan
        expected.append(Heading(section: section, start: note.count, end: note.count + text.count))
      }
      note += text
    }
    #expect(expected.count == sections.count)
    for chunks in cuts(note) { #expect(headings(chunks) == expected, "cut after \(chunks.map(\.count))") }
  }

  @Test(arguments: [
    "", "\n", "Plan to follow up\n", "Assessment of risk: low\n", "The plan: x\nx Objective: y\n",
    "Plans:\nPlan's:\nPlanned:\n",
    "Subjective findings:\n", "Subjectively:\n", "SUBJECTIV\n", "Subj:\n", "plan\n",
    "subjective\nsUBJECTIVE\nSUBJECTIVe\nPLan\n",
    "Plan.\n", "Plan -\n", "Plan, x:\n", "Plan x\n", "Plan\tx\n", "Plan :\n", "Plan;", "Plan\u{A0}\n", "Plan\u{2028}\n",
    "Plän:",
    "S\nO\nA\nP\n", "P: 72\n", "O: x\nA: x\nP: x\n", "s: x\no: x\n", "S)\nS) x\n", "S.\n", "S : x\n", "SO: x\n",
    "A: yes\n", "a/p: x\n",
    "    Plan:\n", "\tPlan:\n", "- Plan:\n", "* Plan:\n", "> Plan:\n", "| Plan: |\n", "\"Plan:\"\n", "1) Plan:\n",
    "1. Plan\n", "10. Plan:\n",
    "1.Plan:\n", "1 Plan:\n", "Plan 1:\n", "120/80\n", "#Plan\n", "####### Plan\n", "# Plan of care\n", "# The plan:\n",
    "# Plan#\n", "# Plan # x\n",
    "#\n", "# \n", "**\n", "**Plan\n", "**Plan*\n", "**Plan** to follow up\n", "**Plan of care**\n", "**P**lan\n",
    "****Plan****\n", "**Plan__\n",
    "** Plan:**\n", "**Plan **\n", "_Plan* x\n", "Plan;**", "**Plan**\u{A0}\n",
    "Assessment and\n", "Assessment and planning:\n",
    "Assessment / P x\n", "Assessment and Objective:\n", "A/B:\n", "A and B:\n", "A1C: 7\n", "A/P view: clear\n",
    "A/Plan view\n", "Assessmentand Plan:\n",
    "Assessment andPlan:\n", "Assessment or Plan:\n", "Plan and Assessment:\n", "Plan/Assessment:\n", "P/A: x\n",
    "AP: x\n", "Subjective (O):\n", "Plan (draft):\n",
    "Plan (P:\n", "Plan (P) x:\n", "Plan ()\n", "(Plan):\n", "\u{FEFF}x", "Subjective\u{0}:\n", "\u{12A}lan:\n",
    // Looking ends somewhere: trailing spaces past any use.
    "Plan" + String(repeating: " ", count: 92) + "\n", "# Plan" + String(repeating: " ", count: 500) + "#\n",
  ])
  func `what only looks like a heading is none`(note: String) {
    for chunks in cuts(Array(note.utf8)) { #expect(headings(chunks) == [], "cut after \(chunks.map(\.count))") }
  }

  /// Notes with single letters, and the letters or words that count.
  @Test(arguments: [
    ("S: x\nO: x\nA: x\nP: x\nP: 72\nS: x", "S:O:A:P:"), ("S: x\nP: 72\nO: x", "S:O:"), ("S: x\nA: yes\nP: x", "S:"),
    ("S: x\nS: y\nO: z", "S:O:"), ("Subjective: x\nS: x\nO: x", "Subjective:"),
    ("S: x\nObjective: x\nA: x\nP: x", "S:Objective:"),
    ("S: x\nO: x\nA: x\nPlan: x\nP: x", "S:O:A:Plan:"), ("S (Subjective): x\nO: x", "S (Subjective):"),
    ("A/P: x\nP: 72", "A/P:"), ("S: x\nA/P: y\nP: 72", "S:A/P:"), ("S: x\nO: x\nA/P: x\nA: x\nP: x", "S:O:A/P:P:"),
    ("S: x\nO: x\nAssessment and Plan: x\nP: 72", "S:O:Assessment and Plan:"),
    ("**S:** x\nO: x\nP: 72\n# A\nP: x", "**S:**O:# AP:"), ("# P\n# S\n", "# S"),
  ])
  func `single letters count in their order, and among letters alone`(note: String, counted: String) {
    let bytes = Array(note.utf8)
    for chunks in cuts(bytes) {
      let found = headings(chunks).flatMap { bytes[$0.start..<$0.end] }
      #expect(String(decoding: found, as: UTF8.self) == counted)
    }
  }

  /// Each `|` stands where the piece ends that makes a heading certain; the last piece leaves nothing to report.
  @Test(arguments: [
    "Subjective:| x\n", "**Subjective:**| x\n", "**Subjective**:| x\n", "**Subjective**\n|", "Subjective\r|\n",
    "Subjective  \n|x",
    "# Plan:\n|", "# Plan: x|", "# Plan\n|", "**Plan: |x**", "S:| x", "Assessment:|", "A/P:|", "1. Plan:|",
  ])
  func `a heading is reported as soon as it is certain`(note: String) {
    let bar = note.utf8.firstIndex(of: UInt8(ascii: "|"))!
    let before = Array(note.utf8[..<bar])
    let after = Array(note.utf8[bar...].dropFirst())
    var splitter = SectionSplitter()
    var count = 0
    splitter.append(before.span.extracting(droppingLast: 1)) { _ in count += 1 }
    #expect(count == 0)
    splitter.append(before.span.extracting(last: 1)) { _ in count += 1 }
    #expect(count == 1)
    splitter.append(after.span) { _ in count += 1 }
    splitter.finish { _ in count += 1 }
    splitter.finish { _ in count += 1 }
    #expect(count == 1)
  }

  @Test(arguments: ["Plan", "Plan  ", "# Plan: #", "**Plan:*", "**Plan**"])
  func `a heading that only the end of the note makes certain is reported once`(note: String) {
    var splitter = SectionSplitter()
    var count = 0
    splitter.append(Array(note.utf8).span) { _ in count += 1 }
    #expect(count == 0)
    splitter.finish { _ in count += 1 }
    splitter.finish { _ in count += 1 }
    #expect(count == 1)
  }

  @Test(
    arguments: [
      ("", [:]),
      ("no headings\n", [:]),
      (
        "Preamble.\n\nSubjective:\n\nCough.\nFever.\n\nPlan: Rest.\r\n",
        [.subjective: "Cough.\nFever.", .plan: "Rest."]
      ),
      ("SUBJECTIVE\r\n\r\nA\r\n\r\nB\r\n\r\nOBJECTIVE\r\n", [.subjective: "A\r\n\r\nB", .objective: ""]),
      ("**Assessment:** \t x \u{B}\u{C}\n\n  **Plan**\n\n y", [.assessment: "x", .plan: "y"]),
      ("Plan: a\nAssessment: b\nPlan: c\nPlan:\nPlan: d", [.plan: "a\n\nc\n\nd", .assessment: "b"]),
      ("Plan:\nPlan: a\n", [.plan: "a"]),
      ("## Plan ##\n呼吸 🫀\n", [.plan: "呼吸 🫀"]),
      ("S: a\nO: P: 72\nA/P: c", [.subjective: "a", .objective: "P: 72", .assessment: "c"]),
      ("Plan: a\n 2. Assessment: b", [.plan: "a", .assessment: "b"]),
    ] as [(String, [Section: String])])
  func `sections are the text between the headings`(note: String, sections: [Section: String]) {
    #expect(NoteText(Array(note.utf8)).sections == sections)
  }
}

/// Every way to cut `note` that a test tries: whole, a byte at a time (with empty pieces between) and at every place.
private func cuts(_ note: [UInt8]) -> [[ArraySlice<UInt8>]] {
  [[note[...]], note.indices.flatMap { [note[$0...$0], note[$0..<$0]] }]
    + note.indices.map { [note[..<$0], note[$0...]] }
}

private func headings(_ chunks: [ArraySlice<UInt8>]) -> [Heading] {
  var splitter = SectionSplitter()
  var headings: [Heading] = []
  for chunk in chunks { splitter.append(chunk.span) { headings.append($0) } }
  splitter.finish { headings.append($0) }
  return headings
}
