/// What a note is to be made of: the words of a visit, and how the note is wanted.
package struct Encounter: Sendable {
  package var transcript: Redacted<String>
  /// The upstream's name of the profession, such as `physician`; any string is passed on.
  package var specialty: String
  package var template: String?
  /// A JSON object, passed through to the upstream's `context`; UTF-8 bytes of valid JSON.
  package var context: Redacted<[UInt8]>?
  package var includeBillingCodes: Bool?
  package var includeICD11: Bool?
  package var includePatientSummary: Bool?

  package init(
    transcript: String, specialty: String, template: String? = nil, context: [UInt8]? = nil,
    includeBillingCodes: Bool? = nil, includeICD11: Bool? = nil, includePatientSummary: Bool? = nil
  ) {
    self.transcript = Redacted(transcript)
    self.specialty = specialty
    self.template = template
    self.context = context.map(Redacted.init)
    self.includeBillingCodes = includeBillingCodes
    self.includeICD11 = includeICD11
    self.includePatientSummary = includePatientSummary
  }
}
