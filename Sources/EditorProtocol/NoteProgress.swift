import JSONRPC
package import Notes

/// The values of `$/progress` for a partial result token, the chunk aside.
///
/// None has a member `title`, `message` or `percentage`: clients that do not know them would show them as their own.
package enum NoteProgress: Codable, Sendable, Equatable {
  /// A heading was recognised; `offset` is the place of its first character in the note so far, in the units of the
  /// negotiated position encoding.
  case section(Section, offset: Int)
  /// All text so far is to be thrown away; the next chunk is number 0.
  case restart(attempt: Int, maxAttempts: Int, reason: Reason, delayMs: Int)
  /// Text to append at the client's own mark.
  case chunk(seq: Int, text: String, section: Section?)

  private enum Kind: String, Codable { case section, restart, chunk }

  private enum Key: String, CodingKey {
    case kind, section, offset, attempt, maxAttempts, reason, delayMs, seq, text
  }

  package init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: Key.self)
    switch try members.decode(Kind.self, forKey: .kind) {
    case .section:
      self = .section(
        try members.decode(Section.self, forKey: .section), offset: try members.decode(Int.self, forKey: .offset))
    case .restart:
      self = .restart(
        attempt: try members.decode(Int.self, forKey: .attempt),
        maxAttempts: try members.decode(Int.self, forKey: .maxAttempts),
        reason: try members.decode(Reason.self, forKey: .reason),
        delayMs: try members.decode(Int.self, forKey: .delayMs))
    case .chunk:
      self = .chunk(
        seq: try members.decode(Int.self, forKey: .seq), text: try members.decode(String.self, forKey: .text),
        section: try members.decodeIfPresent(Section.self, forKey: .section))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: Key.self)
    switch self {
    case .section(let section, let offset):
      try members.encode(Kind.section, forKey: .kind)
      try members.encode(section, forKey: .section)
      try members.encode(offset, forKey: .offset)
    case .restart(let attempt, let maxAttempts, let reason, let delayMs):
      try members.encode(Kind.restart, forKey: .kind)
      try members.encode(attempt, forKey: .attempt)
      try members.encode(maxAttempts, forKey: .maxAttempts)
      try members.encode(reason, forKey: .reason)
      try members.encode(delayMs, forKey: .delayMs)
    case .chunk(let seq, let text, let section):
      try members.encode(Kind.chunk, forKey: .kind)
      try members.encode(seq, forKey: .seq)
      try members.encode(text, forKey: .text)
      try members.encodeIfPresent(section, forKey: .section)
    }
  }
}
