/// The parts of `PUT /v1/note/audio`.
struct AudioUpload {
  /// How the note is wanted, as in a request for a note from text.
  let metadata: NoteRequest

  init(_ form: MultipartReader?) throws(NoteRequest.Invalid) {
    guard let form, form.isComplete else {
      throw .init(details: [.init(field: "body", message: "A whole multipart/form-data body is needed.")])
    }
    var details: [ErrorEnvelope.Detail] = []
    let audio = form.parts.first { $0.name == "audio" }
    if (audio?.count ?? 0) == 0 {
      details.append(.init(field: "audio", message: "A part with the recording is needed."))
    }
    guard let metadata = form.parts.first(where: { $0.name == "metadata" }) else {
      throw .init(details: details + [.init(field: "metadata", message: "A part with a JSON object is needed.")])
    }
    do {
      self.metadata = try NoteRequest(metadata.content, minimumTranscript: nil)
    } catch {
      throw .init(details: details + error.details)
    }
    guard details.isEmpty else { throw .init(details: details) }
  }

  /// What every recording says, as this server has no ears.
  static let transcript = """
    Patient is a 45-year-old woman with a sore throat for three days. She reports pain on swallowing and a mild \
    headache. She denies cough and shortness of breath. Temperature 38.2 C, blood pressure 122/78, heart rate 88. \
    The tonsils are red with white exudate. Assessment is acute tonsillitis. Prescribe penicillin V 500 mg twice \
    daily for ten days. Follow up in one week if not better.
    """
}
