/// Several visits of one patient, to be summed up.
package struct VisitHistory: Sendable {
  package struct Visit: Sendable {
    /// ISO 8601.
    package var date: String
    package var provider: Redacted<String>?
    /// A JSON object with the note's sections; UTF-8.
    package var note: Redacted<[UInt8]>?
    package var summary: Redacted<String>?

    package init(date: String, provider: String?, note: [UInt8]?, summary: String?) {
      self.date = date
      self.provider = provider.map(Redacted.init)
      self.note = note.map(Redacted.init)
      self.summary = summary.map(Redacted.init)
    }
  }

  package var visits: [Visit]
  /// A JSON object, passed through to the upstream; UTF-8.
  package var patientInfo: Redacted<[UInt8]>?
  /// What the summary should dwell on.
  package var focus: Redacted<String>?

  package init(visits: [Visit], patientInfo: [UInt8]?, focus: String?) {
    self.visits = visits
    self.patientInfo = patientInfo.map(Redacted.init)
    self.focus = focus.map(Redacted.init)
  }
}
