import Notes
import Testing

@testable import OfflineEngine

@Suite struct `A draft` {
  @Test func `a dictation's sentences go to their sections, word for word`() {
    let draft = Draft(
      transcript: """
        Patient is a 54 year old man with a productive cough for three days. He denies chest pain. \
        Blood pressure 132 over 84, temperature 38.1. Lungs with crackles at the right base. \
        Likely community acquired pneumonia. Start amoxicillin 500 mg three times a day. Follow up in one week.
        """)
    #expect(
      draft.text == """
        Subjective:
        Patient is a 54 year old man with a productive cough for three days.
        He denies chest pain.

        Objective:
        Blood pressure 132 over 84, temperature 38.1.
        Lungs with crackles at the right base.

        Assessment:
        Likely community acquired pneumonia.

        Plan:
        Start amoxicillin 500 mg three times a day.
        Follow up in one week.

        """)
  }

  @Test func `spoken headings rule a dictation and are not written`() {
    let draft = Draft(
      transcript: """
        Chief complaint. Itchy eyes. Medications. Loratadine 10 mg daily. Physical exam. Eyes: Red, no discharge. \
        Assessment: Allergic conjunctivitis. Plan: Olopatadine drops twice a day. Return if not better.
        """)
    #expect(
      draft.sections.map { $0.sentences.map(\.text) } == [
        ["Itchy eyes.", "Loratadine 10 mg daily."], ["Eyes: Red, no discharge."], ["Allergic conjunctivitis."],
        ["Olopatadine drops twice a day.", "Return if not better."],
      ])
  }

  @Test(arguments: [
    "S: Dry cough for a week.\nO: Lungs clear.\nA: Viral bronchitis.\nP: Honey and rest.",
    "subjective: Dry cough for a week. objective: Lungs clear. assessment: Viral bronchitis. plan: Honey and rest.",
    "Doctor: Subjective: Dry cough for a week.\nDoctor: Objective: Lungs clear.\nDoctor: Assessment: Viral bronchitis.\n"
      + "Doctor: Plan: Honey and rest.",
  ])
  func `headings of a note name its sections, however they are written`(transcript: String) {
    #expect(
      Draft(transcript: transcript).sections.map { $0.sentences.map(\.text) } == [
        ["Dry cough for a week."], ["Lungs clear."], ["Viral bronchitis."], ["Honey and rest."],
      ])
  }

  @Test func `what a complaint is asked about is not said to be there`() {
    let draft = Draft(
      transcript: "[doctor] what about chest pain\n[patient] no\n[doctor] shortness of breath\n[patient] no\n"
        + "[doctor] swelling in the legs\n[patient] my ankles yes")
    let texts = draft.sections.flatMap(\.sentences).map(\.text)
    #expect(texts.contains("Denies shortness of breath."))
    #expect(!texts.contains { $0.hasPrefix("Shortness") || $0.hasPrefix("Swelling in the legs.") })
  }

  @Test func `a dialogue's questions are joined with their answers`() {
    let draft = Draft(
      transcript: """
        Doctor: Good morning, what brings you in today?
        Patient: I've had a sore throat and a cough for five days.
        Doctor: Any fever?
        Patient: No.
        Doctor: Do you smoke?
        Patient: Yes.
        Doctor: Do you have any trouble swallowing?
        Patient: Yeah.
        Doctor: Your temperature is 37.2 today and your lungs are clear.
        Doctor: I think you have a viral pharyngitis.
        Doctor: Take ibuprofen 400 milligrams every six hours as needed and come back in a week if it gets worse.
        """)
    let texts = draft.sections.map { $0.sentences.map(\.text) }
    #expect(
      texts[0] == [
        "I've had a sore throat and a cough for five days.", "Denies fever.",
        "Reports trouble swallowing.", "Does smoke.",
      ])
    #expect(texts[1] == ["Your temperature is 37.2 today and your lungs are clear."])
    #expect(texts[2] == ["I think you have a viral pharyngitis."])
    #expect(texts[3].joined(separator: " ").hasPrefix("Take ibuprofen 400 milligrams every six hours as needed"))
  }

  @Test func `an empty section says so and nothing else`() {
    let text = Draft(transcript: "Doctor: Any cough?\nPatient: No.").text
    #expect(
      text
        == "Subjective:\nDenies cough.\n\nObjective:\nNot documented.\n\nAssessment:\nNot documented.\n\nPlan:\nNot documented.\n"
    )
  }

  @Test(arguments: [
    "", "a", "\0", "\r\n\r\n", "?", "...", "'", "'s", "n't", "[", "[doctor]", "doctor:", "doctor: no", "😀😀",
    "\u{202E}שלום מה כואב",
    "’", "“”…", "\u{00A0}", "5", "5th", "1/", "don’t", "any", "any no", "no no no no", "a:b:c", "---", "Plan:", "Plan.",
    "doctor: any pain\npatient: no\ndoctor:", "é\u{301}", "okay okay okay", "so", "um um",
  ])
  func `no text is too odd`(text: String) {
    let draft = Draft(transcript: text)
    #expect(draft.sections.map(\.section) == Section.allCases)
    let again = Draft(transcript: text)
    #expect(again == draft && again.text == draft.text && again.evidence == draft.evidence)
    #expect(draft.explanation.map(\.sentence) == draft.sections.flatMap(\.sentences).map(\.text))
  }
}
