internal import Notes

/// The members that make a note, at the top of an answer or inside wrappers.
struct NoteMembers {
  private(set) var texts: [Section: String] = [:]
  /// A section is there that is no text.
  private(set) var hasWrongSection = false
  /// What the object and its wrappers say of how far the work is, wherever the sections stand.
  private(set) var standing: Standing
  /// Which note it is said to be.
  private(set) var ids: [String]

  init(_ members: [String: JSONTree]) { self.init(members, depth: 0) }

  private init(_ members: [String: JSONTree], depth: Int) {
    standing = Standing(members)
    ids = ["noteId", "note_id"].compactMap { members[$0]?.id }
    for section in Section.allCases {
      switch members[section.rawValue] ?? .null {
      case .string(let text): texts[section] = text
      case .null: break
      default: hasWrongSection = true
      }
    }
    guard depth < NoteShape.depth else { return }
    for wrapper in NoteShape.wrappers {
      guard let members = members[wrapper]?.members else { continue }
      let inner = NoteMembers(members, depth: depth + 1)
      standing.join(inner.standing)
      ids += inner.ids
      guard texts.isEmpty, !hasWrongSection else { continue }
      texts = inner.texts
      hasWrongSection = inner.hasWrongSection
    }
  }

  /// Whether there is any section of a note, complete or not.
  var hasSections: Bool { !texts.isEmpty && !hasWrongSection }
}
