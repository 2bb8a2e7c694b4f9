/// What a path leads to.
enum Route: Equatable {
  case streamNote
  case createNote
  case note(id: String)
  case specialties
  case statistics
  case faults

  init?(path: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(percentDecoded)
    switch parts {
    case ["v1", "stream", "note"]: self = .streamNote
    case ["v1", "note"]: self = .createNote
    case ["v1", "specialties"]: self = .specialties
    case ["sandbox", "stats"]: self = .statistics
    case ["sandbox", "fault"]: self = .faults
    default:
      guard parts.count == 3, parts[0] == "v1", parts[1] == "note", !parts[2].isEmpty else { return nil }
      self = .note(id: parts[2])
    }
  }

  var methods: [String] {
    switch self {
    case .streamNote, .createNote: ["POST"]
    case .note, .specialties, .statistics: ["GET", "HEAD"]
    case .faults: ["PUT", "DELETE"]
    }
  }

  /// Whether the API asks for a key here.
  var needsKey: Bool {
    switch self {
    case .streamNote, .createNote, .note: true
    case .specialties, .statistics, .faults: false
    }
  }

  /// Whether this is the sandbox's own, which web pages may not reach.
  var isControl: Bool { self == .statistics || self == .faults }
}
