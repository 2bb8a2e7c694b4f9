import Testing

@testable import OfflineEngine

/// Each step of the pipeline by itself.
@Suite struct `The steps` {
  @Test(arguments: [
    ("I don't know", ["I", "do", "n't", "know"]), ("I do n't know", ["I", "do", "n't", "know"]),
    ("I’m gonna", ["I", "’m", "gon", "na"]), ("gon na", ["gon", "na"]), ("can't", ["ca", "n't"]),
    ("2.5 mg, 1,200 at 120/80", ["2.5", "mg", ",", "1,200", "at", "120/80"]), ("50mg", ["50", "mg"]),
    ("x-ray C5-6 a1c", ["x", "ray", "C5", "6", "a1c"]), ("98%", ["98", "%"]), ("5th. 3rd", ["5th", ".", "3rd"]),
    ("it ... is", ["it", "...", "is"]), ("'quoted'", ["'quoted"]), ("naïve 😀", ["naïve", "😀"]),
    ("a\u{00A0}b", ["a", "b"]),
  ])
  func `text becomes words, numbers and marks`(text: String, expected: [String]) {
    let bytes = Array(text.utf8)
    #expect(Tokenizer.tokens(of: bytes).map { String(decoding: bytes[$0.start..<$0.end], as: UTF8.self) } == expected)
  }

  @Test(arguments: [
    ("[doctor] hi", Role.clinician), ("Doctor: hi", .clinician), ("Dr. Ruth Bell: hi", .clinician),
    ("D: hi", .clinician),
    ("Patient: hi", .patient), ("[patient] hi", .patient), ("PT: hi", .patient),
    ("Guest_family: hi", .guest), ("[patient_guest] hi", .guest), ("Mother: hi", .guest),
    ("Guest_clinician: hi", .clinician),
    ("P: hi", .unknown), ("Patient education: hi", .unknown), ("Plan: hi", .unknown), ("Family history: hi", .unknown),
    ("hi", .unknown),
  ])
  func `a line's label names its speaker`(line: String, role: Role) {
    let bytes = Array(line.utf8)
    let tokens = Tokenizer.tokens(of: bytes)
    let turns = Turns(tokens, bytes)
    #expect(turns.all.map(\.role) == [role])
    #expect(turns.isLabelled == (role != .unknown))
    #expect(turns.all.first.map { tokens[$0.tokens.upperBound - 1].is("hi") } == true)
  }

  @Test(arguments: [
    "Speaker 1: hi", "SPEAKER_00: hi", "[Speaker A] hi", "[SPEAKER_01]: hi", "spk_0: hi", "00:01:15 Speaker 2: hi",
    "Speaker 1 (00:05): hi",
  ])
  func `a label may number its speaker`(line: String) {
    let bytes = Array(line.utf8)
    let tokens = Tokenizer.tokens(of: bytes)
    let turns = Turns(tokens, bytes)
    #expect(turns.isLabelled && turns.all.map { $0.speaker != nil } == [true])
    #expect(turns.all.first.map { Trimming.trimmed(tokens, $0.tokens).map { tokens[$0].is("hi") } } == [true])
  }

  @Test(arguments: ["Speaker 1 was loud", "The speaker: hi", "Speaker: hi", "10:30 hi", "[00:01] hi"])
  func `what only looks like a number for a speaker is none`(line: String) {
    let bytes = Array(line.utf8)
    #expect(!Turns(Tokenizer.tokens(of: bytes), bytes).isLabelled)
  }

  static let visit = [
    "What brings you in today?", "I have had a sore throat for three days.", "Do you have a cough?", "No.",
    "Your temperature is 38.4 and your tonsils are red.", "I thought so, I have been so hot at night.",
  ]

  /// How transcripts are exported: the speakers numbered or named, with times, on a line of their own, as subtitles.
  @Test(arguments: [
    ["Speaker 1: ", "Speaker 2: "], ["SPEAKER_00: ", "SPEAKER_01: "],
    ["[00:01:12] Speaker A: ", "[00:02:04] Speaker B: "],
    ["Ann Lee: ", "Bo Hall: "], ["Dr. Ann Lee: ", "Bo: "], ["Ann: ", "Patient: "],
    ["00:01:12 Ann Lee: ", "00:02:04 Bo Hall: "],
    ["Speaker 1  0:05\n", "Speaker 2  0:07\n"],
    ["7\n00:01:12.000 --> 00:01:14.500\nAnn: ", "8\n00:01:14.900 --> 00:01:19.000\nBo: "],
    ["Doctor  \n", "Patient\n"].map { $0.replacing("\n", with: ":\n") },
  ])
  func `numbered and named speakers are told apart by what they say`(labels: [String]) {
    let lines = Self.visit.enumerated().map { labels[$0 % 2] + $1 }
    let named = Self.visit.enumerated().map { ["Doctor: ", "Patient: "][$0 % 2] + $1 }
    #expect(
      Draft(transcript: lines.joined(separator: "\n")).text == Draft(transcript: named.joined(separator: "\n")).text)
  }

  @Test func `speakers that cannot be told apart stay unknown`() {
    let bytes = Array("Speaker 1: it is cold\nSpeaker 2: it rains\nSpeaker 1: yes it does".utf8)
    #expect(Turns(Tokenizer.tokens(of: bytes), bytes).all.map(\.role) == [.unknown, .unknown, .unknown])
  }

  @Test(arguments: [
    "Neck: supple\nLungs: clear\nNeck: no bruit\nLungs: no wheeze\nPlan: rest\nPlan: fluids",
    "Right: it waters and I see less\nLeft: you find it clear\nRight: pressure 14\nLeft: pressure 18",
    "Ferritin: 6\nTransferrin: 410\nFerritin: 9\nTransferrin: 390",
    "Morning: I am dizzy\nEvening: you know I sleep\nMorning: my head hurts\nEvening: I am fine",
    "Rinvoq: I take it daily\nSkyrizi: I stopped it\nRinvoq: my skin cleared\nSkyrizi: my skin itched",
  ])
  func `what is written before colons and is no name is kept`(text: String) {
    let bytes = Array(text.utf8)
    #expect(!Turns(Tokenizer.tokens(of: bytes), bytes).isLabelled)
  }

  @Test(arguments: [
    ("right: pressure 14", "right: pressure 14"), ("right and left lungs are clear", "right and left lungs are clear"),
    ("right, left and upper lobes", "right, left and upper lobes"),
    ("clear lungs: left, right", "clear lungs: left, right"),
    ("right, the lungs are clear", "the lungs are clear"), ("right so the lungs are clear", "the lungs are clear"),
    ("the lungs are clear, right", "the lungs are clear"),
  ])
  func `a right that is a side is never trimmed`(text: String, expected: String) {
    let bytes = Array(text.utf8)
    let tokens = Tokenizer.tokens(of: bytes)
    let range = Trimming.trimmed(tokens, tokens.indices)
    #expect(
      String(decoding: bytes[tokens[range.lowerBound].start..<tokens[range.upperBound - 1].end], as: UTF8.self)
        == expected)
  }

  @Test func `names of values between labelled lines are kept`() {
    let text = """
      Doctor: Your results came back.
      Zonulin: 6
      Periostin: 410
      Zonulin: 9
      Periostin: 390
      Patient: I am so tired.
      """
    let bytes = Array(text.utf8)
    let turns = Turns(Tokenizer.tokens(of: bytes), bytes).all
    #expect(turns.map(\.role) == Array(repeating: .clinician, count: 5) + [.patient])
    #expect(turns.allSatisfy { $0.speaker == nil })
  }

  @Test(arguments: [
    ("1\n00:00:01,000 --> 00:00:04,000\nDoctor: Any pain?", 1), ("08:00 20:00\nPatient: those are my times", 2),
    ("2\n08:00 20:00\nPatient: those are my times", 3),
  ])
  func `only subtitles' times are left out`(text: String, turns: Int) {
    let bytes = Array(text.utf8)
    #expect(Turns(Tokenizer.tokens(of: bytes), bytes).all.count == turns)
  }

  @Test(arguments: [
    "Do not take ibuprofen with this.", "Don't drive for two days.", "You don't need antibiotics.",
    "There's no need for an x-ray.", "You may take paracetamol.", "Never take it with alcohol.",
  ])
  func `what need not and must not be done is planned`(sentence: String) {
    let draft = Draft(transcript: "Patient: I have had a cough for a week.\nDoctor: \(sentence)")
    #expect(
      draft.sections.map { $0.sentences.map(\.text) } == [["I have had a cough for a week."], [], [], [sentence]])
  }

  @Test func `don't you asks, and don't take orders`() {
    let draft = Draft(
      transcript: "Doctor: Don't you take the aspirin\nPatient: No.\nDoctor: Don't take the aspirin\nPatient: No.")
    let texts = draft.sections.flatMap(\.sentences).map(\.text)
    #expect(texts.contains("Don't take the aspirin.") && !texts.contains { $0.contains("Don't you") })
  }

  @Test func `a P beside a D is a patient`() {
    let bytes = Array("D: hi\nP: hi\nand more".utf8)
    #expect(Turns(Tokenizer.tokens(of: bytes), bytes).all.map(\.role) == [.clinician, .patient, .patient])
  }

  @Test(arguments: [
    ("um i i was i was uh walking", "i was walking"),
    ("the exte- extension of the the knee", "the extension of the knee"),
    ("it is , it is sore", "it is sore"), ("one one two", "one one two"), ("very very sore", "very very sore"),
    ("you know it hurts", "it hurts"), ("do you know it", "do you know it"), ("went to the er", "went to the er"),
    ("take ten , i mean twenty units", "take ten i mean twenty units"),
    ("the left , i mean the right", "the left i mean the right"),
    ("2 to 3 mm wide", "2 to 3 mm wide"), ("two- to three-day", "two to three day"),
  ])
  func `fillers and stutters are marked`(text: String, expected: String) {
    let bytes = Array(text.utf8)
    var tokens = Tokenizer.tokens(of: bytes)
    Disfluency.mark(&tokens, in: tokens.indices, bytes)
    let kept = tokens.filter { !$0.dropped && !$0.isMark }
    #expect(kept.map { String(decoding: bytes[$0.start..<$0.end], as: UTF8.self) }.joined(separator: " ") == expected)
  }

  @Test(arguments: [
    (
      "my knee hurts when i walk and i take ibuprofen but it does n't help",
      ["my knee hurts when i walk", "and i take ibuprofen", "but it does n't help"]
    ),
    (
      "your lungs are clear so for your next problem your asthma i want you to use the inhaler",
      ["your lungs are clear", "so for your next problem your asthma i want you to use the inhaler"]
    ),
    ("i do n't have any fever chills or cough", ["i do n't have any fever chills or cough"]),
    (
      "so if your sugar is over two hundred and you feel sick i want you to take two units",
      ["so if your sugar is over two hundred and you feel sick i want you to take two units"]
    ),
    (
      "i am so tired and i'm really worried i have lung cancer",
      ["i am so tired", "and i'm really worried i have lung cancer"]
    ),
    ("he takes 5 mg p.o. daily. It helps.", ["he takes 5 mg p.o. daily", "It helps"]),
    ("your a1c was seven . five last time", ["your a1c was seven . five last time"]),
    ("take this pill for your back pain i'm here", ["take this pill for your back pain i'm here"]),
    ("my friend told me it could be gout", ["my friend told me it could be gout"]),
    ("i had pain in my left arm but not in the right", ["i had pain in my left arm but not in the right"]),
    ("it does n't hurt when i sit but it does when i walk", ["it does n't hurt when i sit but it does when i walk"]),
    ("i do n't have that pain in my knee any more", ["i do n't have that pain in my knee any more"]),
    ("any pain in your chest yes i had some", ["any pain in your chest", "yes", "i had some"]),
  ])
  func `speech without punctuation is cut where clauses begin`(text: String, expected: [String]) {
    let bytes = Array(text.utf8)
    let tokens = Tokenizer.tokens(of: bytes)
    let clauses = ClauseSplitter.clauses(of: Turns(tokens, bytes).all, tokens, bytes, cuts: true)
    let texts = clauses.map { clause in
      String(
        decoding: bytes[tokens[clause.tokens.lowerBound].start..<tokens[clause.tokens.upperBound - 1].end],
        as: UTF8.self)
    }
    #expect(texts == expected)
  }

  @Test(arguments: [
    ("Any chest pain?", "No.", "Denies chest pain."), ("Do you have any chest pain?", "Yes.", "Reports chest pain."),
    ("Have you had any fevers or chills?", "No, none at all.", "Denies fevers or chills."),
    ("Any numbness or tingling?", "No, nothing like that.", "Denies numbness or tingling."),
    ("Any rash?", "No, not like that.", "Rash: No, not like that."),
    ("Do you drink alcohol?", "I do.", "Does drink alcohol."),
    ("Do you drink alcohol?", "I don't.", "Does not drink alcohol."),
    ("Does it hurt when you cough?", "No.", "It does not hurt when you cough."),
    ("And numbness in the hand?", "Nope.", "Denies numbness in the hand."),
    ("You're still taking the aspirin?", "Yes, I am.", "You're still taking the aspirin."),
    ("You're not having any chest pain?", "No.", "Denies chest pain."), ("No fever?", "No.", "Denies fever."),
    ("What about any fever?", "No.", "Denies fever."), ("Okay, so, any fever?", "No.", "Denies fever."),
    ("You don't have any allergies, do you?", "No.", "Denies allergies."),
    ("So no history of diabetes?", "Correct.", "No history of diabetes."),
    ("Is the pain in your left or right knee?", "The left.", "Is the pain in your left or right knee: The left."),
    ("Any change in your weight?", "I don't think so.", "Change in your weight: I don't think so."),
    ("Any allergies?", "None that I know of.", "Allergies: None that I know of."),
    ("You're on metformin.", "No, I stopped it.", "You're on metformin: No, I stopped it."),
    ("You take 20 milligrams?", "Yes. Well, it's 40 now.", "You take 20 milligrams: it's 40 now."),
    ("And no dizziness?", "Yes, I do.", "Reports dizziness."),
    ("And no dizziness?", "Yes. I do.", "Reports dizziness."),
    ("No dizziness?", "Yes.", "No dizziness: Yes."), ("Any rash?", "No, it's all fine.", "Denies rash."),
    ("Any cough?", "No. Well, a bit of a cough.", "Cough: No. Well, a bit of a cough."),
  ])
  func `a question and its plain answer become a statement`(question: String, answer: String, expected: String) {
    #expect(subjective("Doctor: \(question)\nPatient: \(answer)") == [expected])
  }

  @Test(arguments: [
    ("Any chest pain?", "No, not until last night."), ("Any chest pain?", "Not really."),
    ("Any chest pain?", "I don't think so."),
    ("Is the pain better or worse?", "Yes."), ("Is there anything I should know about your heart?", "Yeah."),
    ("Any chest pain?", "Yeah. No, I mean the belly."), ("Do you know why your chest hurts?", "No."),
    ("Does your mother have any allergies?", "No."), ("When you walk, do you get any chest pain?", "No."),
    ("Your brother didn't have any cancer?", "No."), ("Any chest pain?", "No, I do."), ("Any chest pain?", "No, yeah."),
    ("Without any fever?", "Yes."), ("Are you sure you have no allergies?", "No."),
    ("Do you or your wife smoke?", "No."),
    ("What about the pain, is it gone?", "No."), ("Any pain or is it just numb?", "No."), ("Pain all gone?", "No."),
    ("Do you get chest pain only when you walk?", "No."), ("Any chest pain?", "No.\nPatient: Yes, I've had some."),
    ("On the left side, any pain?", "No."), ("Apart from the rash, do you have any symptoms?", "No."),
    ("And in your family, any cancer?", "No."), ("Since the surgery, any fever?", "No."),
    ("At night, do you have to get up to urinate?", "No."), ("Your neighbour, any cough?", "No."),
    ("Any pain in your", "Sorry?\nDoctor: chest?\nPatient: No."),
  ])
  func `an answer that is not plain is never turned into one`(question: String, answer: String) {
    let sentences = subjective("Doctor: \(question)\nPatient: \(answer)")
    #expect(
      !sentences.contains { $0.hasPrefix("Denies") || $0.hasPrefix("Reports") || $0.hasPrefix("Does") }, "\(sentences)")
  }

  @Test func `a name, a birthday and an address stay out`() {
    let draft = Draft(
      transcript: """
        Doctor: May I have your full name, and when were you born?
        Patient: Ann Ash, the fourth of May 1980.
        Doctor: And your address?
        Patient: 12 Mill Lane.
        Patient: I've had a headache for two days.
        """)
    #expect(draft.sections.flatMap(\.sentences).map(\.text) == ["I've had a headache for two days."])
  }

  @Test func `the path through a visit goes forward unless much speaks against it`() {
    let (s, o, p) = (SIMD4<Int32>(6, 0, 0, 0), SIMD4<Int32>(0, 6, 0, 0), SIMD4<Int32>(0, 0, 0, 8))
    #expect(Stages.dictation.path([s, s, o, s, o, o, p, o, p]) == [0, 0, 1, 1, 1, 1, 3, 3, 3])
    #expect(Stages.dictation.path([]).isEmpty)
  }

  private func subjective(_ transcript: String) -> [String] {
    Draft(transcript: transcript).sections[0].sentences.map(\.text)
  }
}
