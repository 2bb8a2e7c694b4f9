/// What a path leads to.
enum Route: Equatable {
  case streamNote
  case createNote
  case note(id: String)
  case createFromAudio
  case audioStatus(id: String)
  case visitSummary
  case specialties
  case statistics
  case faults

  init?(path: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(percentDecoded)
    switch parts {
    case ["v1", "stream", "note"]: self = .streamNote
    case ["v1", "note"]: self = .createNote
    case ["v1", "note", "audio"]: self = .createFromAudio
    case ["v1", "visit-summary"]: self = .visitSummary
    case ["v1", "specialties"]: self = .specialties
    case ["sandbox", "stats"]: self = .statistics
    case ["sandbox", "fault"]: self = .faults
    default:
      guard let id = parts.last, !id.isEmpty else { return nil }
      switch parts.dropLast() {
      case ["v1", "note"]: self = .note(id: id)
      case ["v1", "audio", "status"]: self = .audioStatus(id: id)
      default: return nil
      }
    }
  }

  var methods: [String] {
    switch self {
    case .streamNote, .createNote, .visitSummary: ["POST"]
    case .createFromAudio: ["PUT"]
    case .note, .audioStatus, .specialties, .statistics: ["GET", "HEAD"]
    case .faults: ["PUT", "DELETE"]
    }
  }

  /// Whether the API asks for a key here.
  var needsKey: Bool {
    switch self {
    case .streamNote, .createNote, .note, .createFromAudio, .audioStatus, .visitSummary: true
    case .specialties, .statistics, .faults: false
    }
  }

  /// Whether this is the sandbox's own, which web pages may not reach.
  var isControl: Bool { self == .statistics || self == .faults }
}
