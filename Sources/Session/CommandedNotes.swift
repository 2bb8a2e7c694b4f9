internal import EditorProtocol
internal import JSONRPC

/// The notes that commands asked for, and those among them that are complete, in memory alone: a note that cannot be put
/// into its document is not lost.
struct CommandedNotes: Sendable {
  struct Entry: Sendable {
    let token: ProgressToken
    let uri: String
    let engine: String
    var state = NoteState.generating
    var note: Generation.Note?
  }

  /// So many notes are remembered; one that is not in its document is forgotten last.
  private static let limit = 64

  private(set) var entries: [Entry] = []

  mutating func add(_ entry: Entry) {
    entries.append(entry)
    if entries.count > Self.limit, let index = entries.firstIndex(where: \.isOver) {
      entries.remove(at: index)
    }
  }

  subscript(token: ProgressToken) -> Entry? { entries.last { $0.token == token } }

  /// The complete note of `token`, or the last one there is.
  func note(_ token: ProgressToken?) -> Entry? {
    entries.last { $0.note != nil && (token == nil || $0.token == token) }
  }

  /// Notes for a document that are complete and not in it, the latest one last.
  func waiting(for uri: String) -> [Entry] { entries.filter { $0.state == .kept && $0.uri == uri } }

  mutating func set(_ state: NoteState, of token: ProgressToken) {
    guard let index = entries.lastIndex(where: { $0.token == token }) else { return }
    entries[index].state = state
  }

  /// Keeps a complete note, and forgets the oldest one that is safely in its document, or else the oldest.
  mutating func complete(_ token: ProgressToken, _ note: Generation.Note) {
    guard let index = entries.lastIndex(where: { $0.token == token }) else { return }
    entries[index].note = note
    entries[index].state = .inserting
    guard entries.count(where: { $0.note != nil }) > Self.limit else { return }
    let oldest = entries.firstIndex { $0.note != nil && $0.state == .inserted } ?? entries.firstIndex { $0.note != nil }
    if let oldest { entries[oldest].note = nil }
  }
}

extension CommandedNotes.Entry {
  fileprivate var isOver: Bool {
    switch state {
    case .generating, .inserting, .kept: false
    case .inserted, .failed, .cancelled: true
    }
  }
}
