/// What `GET /v1/specialties` gives: the professions that the API knows.
struct Specialties: Encodable {
  struct Specialty: Encodable {
    let id: String
    let name: String
    let templates: [String]
  }

  let specialties: [Specialty] = identifiers.map { id in
    let words = id.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }
    return Specialty(id: id, name: words.joined(separator: " "), templates: ["standard"])
  }
}

private let identifiers = [
  "nurse_practitioner", "physician", "psychiatrist", "psychotherapist", "physical_therapy", "occupational_therapy",
  "chiropractor", "dentist", "acupuncture", "social_worker", "registered_nurse", "slp", "veterinary",
  "massage_therapy", "pharmacy", "podiatrist", "dietitian_nutritionist", "athletic_trainer", "aroma_therapy",
  "exercise_therapy", "ems", "paramedic", "genetic_counselling", "generic",
]
