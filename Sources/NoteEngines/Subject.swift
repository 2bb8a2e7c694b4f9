/// What a request is about, for the words of its messages.
enum Subject: Sendable {
  case note
  /// A note made earlier.
  case storedNote
  /// A note of a recording that is being sent.
  case recording
  /// The state of a recording that is being worked on.
  case job
  case summary
  case specialties

  /// As in "the … was not complete".
  var noun: String {
    switch self {
    case .note, .storedNote, .recording, .job: "note"
    case .summary: "summary"
    case .specialties: "list of specialties"
    }
  }

  /// What is sent, as in "the … is too long".
  var input: String {
    switch self {
    case .note: "transcript"
    case .storedNote, .job, .specialties: "request"
    case .recording: "recording"
    case .summary: "list of visits"
    }
  }
}
