/// What a request is about, for the words of its messages.
enum Subject: Sendable {
  case note
  /// A note made earlier.
  case storedNote
  case summary
  case specialties

  /// As in "the … was not complete".
  var noun: String {
    switch self {
    case .note, .storedNote: "note"
    case .summary: "summary"
    case .specialties: "list of specialties"
    }
  }

  /// What is sent, as in "the … is too long".
  var input: String {
    switch self {
    case .note: "transcript"
    case .storedNote, .specialties: "request"
    case .summary: "list of visits"
    }
  }
}
