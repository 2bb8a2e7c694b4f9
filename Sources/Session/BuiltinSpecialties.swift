package import EditorProtocol

extension ListSpecialties.Result {
  /// The 24 professions that the SOAPNoteAPI accepts, for when its own list cannot be had.
  package static let builtin = ListSpecialties.Result(
    specialties: [
      ("nurse_practitioner", "Nurse practitioner"), ("physician", "Physician"), ("psychiatrist", "Psychiatrist"),
      ("psychotherapist", "Psychotherapist"), ("physical_therapy", "Physical therapy"),
      ("occupational_therapy", "Occupational therapy"), ("chiropractor", "Chiropractor"), ("dentist", "Dentist"),
      ("acupuncture", "Acupuncture"), ("social_worker", "Social worker"), ("registered_nurse", "Registered nurse"),
      ("slp", "Speech-language pathology"), ("veterinary", "Veterinary"), ("massage_therapy", "Massage therapy"),
      ("pharmacy", "Pharmacy"), ("podiatrist", "Podiatrist"),
      ("dietitian_nutritionist", "Dietitian or nutritionist"), ("athletic_trainer", "Athletic trainer"),
      ("aroma_therapy", "Aromatherapy"), ("exercise_therapy", "Exercise therapy"),
      ("ems", "Emergency medical services"), ("paramedic", "Paramedic"),
      ("genetic_counselling", "Genetic counselling"), ("generic", "Generic"),
    ].map { Specialty(id: $0.0, name: $0.1) }, source: .builtin)
}
