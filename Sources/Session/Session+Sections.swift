internal import EditorProtocol
internal import Synchronization

/// The setting `insertion: "bySection"`: each section goes in when it is complete.
///
/// What stands there meanwhile is no note, and must never look like one: it begins with a line that says so, and the
/// line that it speaks of comes only with the last section. Nothing is ever deleted: an edit that is out of date could
/// take the user's text away.
extension Session {
  private static let first = "[SOAP note: incomplete unless \u{201C}End of SOAP note\u{201D} stands below it.]"
  private static let last = "[End of SOAP note]"
  private static let broken = "[SOAP note INCOMPLETE: do not file.]"

  /// Inserts what `feed` hands out, until the note ends or a section cannot be inserted; nil without a feed.
  func insertSections(_ feed: SectionFeed?, _ order: NoteOrder) async -> Insertion.Outcome? {
    guard let feed else { return nil }
    var outcome = Insertion.Outcome.inserted
    var (hasBegun, isComplete) = (false, false)
    for await part in feed.parts where outcome == .inserted {
      var text = String(decoding: part.text, as: UTF8.self)
      if !hasBegun { text = "\(Self.first)\n\n\(text)" }
      if part.isLast { text += (text.last?.isNewline == true ? "\n" : "\n\n") + Self.last }
      outcome = await insert(text, into: order.uri, below: order.passage)
      (hasBegun, isComplete) = (true, part.isLast)
    }
    if hasBegun, !isComplete, outcome == .inserted {
      _ = await insert(Self.broken, into: order.uri, below: order.passage)
    }
    return outcome
  }
}
