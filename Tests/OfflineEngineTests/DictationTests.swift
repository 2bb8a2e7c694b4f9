import Testing

@testable import OfflineEngine

/// Dictations without headings: the order of a note, and how each sentence is built, tell where it belongs.
@Suite struct `A dictation without headings` {
  @Test(arguments: [
    """
    Wrist pain. Ms. Ford is a 31-year-old baker who is seen for pain in the left wrist. She kneads dough all day. \
    Wears a splint at night. Fracture of the same wrist in 2011. | Left wrist: Swelling over the radial side. \
    Finkelstein test positive. Grip 20 kg. | De Quervain tenosynovitis of the left wrist, not responding to splinting. \
    | Steroid injection to be booked. She understands the risks. Back to clinic in 6 weeks.
    """,
    """
    This 70-year-old man reports two falls since March. He lives alone. Takes ramipril 5 mg daily. | Comfortable. \
    BP 108/60 standing. Sodium 131, creatinine 1.4. | Mr. Hill is a 70-year-old man who presents with falls. \
    He has been unsteady since his dose was raised. Postural hypotension. | Reduce ramipril to 2.5 mg. \
    Sodium again in 2 weeks. Should he fall again, he is to be seen the same day.
    """,
    """
    Itchy scalp. A 9-year-old girl is brought in by her father. Her brother was treated for lice last month. | \
    Skin: Scale over the crown. No nits. | Seborrheic dermatitis, mild. | Ketoconazole shampoo twice weekly for 4 weeks. \
    Father was told to return if there is hair loss.
    """,
  ])
  func `falls into its four parts`(text: String) {
    let parts = text.split(separator: "|").map { sentences(String($0)) }
    let draft = Draft(transcript: text.replacing("| ", with: ""))
    #expect(draft.sections.map { $0.sentences.map(\.text) } == parts)
  }

  @Test func `is not held in one section by the heading of its beginning`() {
    let draft = Draft(
      transcript: """
        Cough for two weeks. Allergies: Penicillin. He smokes ten a day. Chest: Wheeze on both sides. Temperature 37.4. \
        Acute bronchitis. Salbutamol inhaler as needed. Review in 1 week.
        """)
    #expect(draft.sections.map(\.sentences.count) == [3, 2, 1, 2])
  }

  private func sentences(_ part: String) -> [String] {
    Draft(transcript: "Subjective. \(part) Plan. Rest.").sections[0].sentences.map(\.text)
  }
}
