/// A recording of a visit, of which a note is to be made.
package struct Recording: Sendable {
  /// Where the file is. Names of files often are names of patients.
  package var path: Redacted<String>
  /// How the note is wanted. Its transcript is empty: the words are in the file.
  package var encounter: Encounter
  /// Whether the upstream is to give what it heard, too.
  package var includeTranscript: Bool?

  package init(path: String, encounter: Encounter, includeTranscript: Bool?) {
    self.path = Redacted(path)
    self.encounter = encounter
    self.includeTranscript = includeTranscript
  }

  /// How far the work on a recording is.
  package enum Stage: Sendable, Equatable {
    /// So many of a hundred parts are on their way.
    case uploading(percent: UInt)
    /// The upstream's word for what it does, such as `processing`.
    case working(status: String)
  }
}
