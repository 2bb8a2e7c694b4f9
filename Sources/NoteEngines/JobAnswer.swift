internal import Notes

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// What the upstream says of a note that it makes of a recording, in any of the shapes seen.
struct JobAnswer: Decodable {
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

  private enum Key: String, CodingKey {
    case noteId, id, jobId, status, state, error, message, data
    case noteID = "note_id"
    case jobID = "job_id"
    case statusURL = "status_url"
    case statusUrl
  }

  /// Throws `malformedStream` for what is no JSON object.
  init(_ body: [UInt8], name: String) throws(EngineError) {
    do {
      self = try JSONDecoder().decode(JobAnswer.self, from: Data(body))
      hasNote = NoteAnswer.hasSections(body)
    } catch {
      throw .notWhatWasAsked(.job, name: name)
    }
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: Key.self)
    let inner = try Self.inner(members)
    id = [.noteId, .noteID, .id, .jobId, .jobID].lazy.compactMap { members.string($0) }.first ?? inner?.id
    if id == nil, let url = members.string(.statusURL) ?? members.string(.statusUrl) {
      id = url.split(separator: "?").first?.split(separator: "/").last.map(String.init)
    }
    if let status = members.string(.status) ?? members.string(.state) {
      state = State(status)
    } else if let inner {
      state = inner.state
    }
    if members.contains(.error), try !members.decodeNil(forKey: .error) {
      failure = try members.decode(ErrorBody.self, forKey: .error)
      state = .failed
    } else if state == .failed {
      failure = ErrorBody(message: members.string(.message))
    }
  }

  private static func inner(_ members: KeyedDecodingContainer<Key>) throws -> JobAnswer? {
    do { return try members.decodeIfPresent(JobAnswer.self, forKey: .data) } catch { return nil }
  }
}
