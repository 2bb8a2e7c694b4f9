internal import Notes

/// A note that the upstream gives in one piece: a JSON object with a text for each section, or one around it.
struct NoteAnswer {
  /// The sections that have a text.
  let texts: [Section: String]

  /// Reads `body`, which is to be the note `id` where that is given. Throws `malformedStream` for what is no complete
  /// note or another one, `generationFailed` where that is said, and `upstreamUnavailable` for a stored note that is
  /// still being made.
  init(_ body: [UInt8], _ subject: Subject = .note, id: String? = nil, name: String) throws(EngineError) {
    guard let members = JSONTree(body)?.members else { throw .notWhatWasAsked(.note, name: name) }
    let note = NoteMembers(members)
    if note.standing.isFailed { throw .notMade(.note, note.standing.failure, name: name) }
    guard !note.hasWrongSection else { throw .notWhatWasAsked(.note, name: name) }
    guard note.standing.isCompleted else {
      if subject == .storedNote, note.standing.isUnderWay {
        throw EngineError(.upstreamUnavailable, "This note is still being made. Ask for it again in a moment.")
      }
      throw EngineError(.malformedStream, "\(name) answered with a note that is not complete, so it was not used.")
    }
    if let id, note.ids.contains(where: { $0 != id }) {
      throw EngineError(.malformedStream, "\(name) answered with another note than the one asked for: it was not used.")
    }
    texts = note.texts.filter { !$0.value.allSatisfy(\.isWhitespace) }
    guard !texts.isEmpty else {
      throw EngineError(.malformedStream, "\(name) answered with no text in any section of the note.")
    }
  }

  /// A sentence for each section that the note lacks.
  var warnings: [String] {
    Section.allCases.filter { texts[$0] == nil }.map { "The note has no text under \($0.heading)." }
  }

  /// Appends the sections in their order; the sink writes their headings. Throws `malformedStream` past its limit.
  func write(into sink: any NoteSink, name: String) throws(EngineError) {
    for section in Section.allCases {
      guard let text = texts[section] else { continue }
      guard sink.append(Array(text.utf8).span, section: SectionName(section)) == .accepted else {
        throw EngineError(
          .malformedStream, "The note from \(name) was larger than the configured limit, so it was not used.")
      }
    }
    // The whole note is at hand: there is no source to hold back.
    _ = sink.commit()
  }
}
