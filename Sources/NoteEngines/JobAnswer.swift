internal import Notes

/// What the upstream says of a note that it makes of a recording, in any of the shapes seen.
struct JobAnswer {
  enum State: Equatable {
    case working(String)
    case completed
    case failed

    /// `status` is the upstream's word, in any case.
    init(_ status: String) {
      let status = status.lowercased()
      switch status {
      case "completed", "complete", "done", "succeeded", "success", "ready", "finished": self = .completed
      case "failed", "failure", "error", "cancelled", "canceled", "expired", "rejected", "aborted": self = .failed
      // The word is shown to people: one that is no plain word may be anything.
      case _ where status.utf8.count <= 30 && status.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == 0x5F }):
        self = .working(status.replacing("_", with: " "))
      default: self = .working("processing")
      }
    }
  }

  private(set) var id: String?
  /// The same where it is called the note's.
  private(set) var noteID: String?
  /// Nil where the answer does not say.
  private(set) var state: State?
  private(set) var failure: ErrorBody?
  /// Whether a section of the note is among it.
  private(set) var hasNote = false

  /// Whether the note is still to come.
  var isAtWork: Bool {
    switch state {
    case .working: true
    case .completed, nil: !hasNote
    case .failed: false
    }
  }

  /// Throws `malformedStream` for what is no JSON object.
  init(_ body: [UInt8], name: String) throws(EngineError) {
    guard let members = JSONTree(body)?.members else { throw .notWhatWasAsked(.job, name: name) }
    self.init(members)
    hasNote = NoteMembers(members).hasSections
  }

  private init(_ members: [String: JSONTree]) {
    let inner = members["data"]?.members.map { JobAnswer($0) }
    func first(_ names: [String]) -> String? { names.lazy.compactMap { members[$0]?.id }.first }
    noteID = first(["noteId", "note_id"]) ?? inner?.noteID
    id = first(["noteId", "note_id", "id", "jobId", "job_id"]) ?? inner?.id
    if id == nil, let url = members["status_url"]?.string ?? members["statusUrl"]?.string {
      id = url.split(separator: "?").first?.split(separator: "/").last.map(String.init)
    }
    let standing = Standing(members)
    let words = standing.states.compactMap { $0 }
    // Two words that differ: the work is only done when neither says anything else.
    state = standing.isFailed ? .failed : words.first { $0 != .completed } ?? words.first ?? inner?.state
    if state == .failed {
      failure = standing.failure ?? inner?.failure ?? ErrorBody(message: members["message"]?.string)
    }
  }
}
