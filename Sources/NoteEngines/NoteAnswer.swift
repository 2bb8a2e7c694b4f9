internal import Notes

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A note that the upstream gives in one piece: a JSON object with a text for each section, or one around it.
struct NoteAnswer {
  /// The sections that have a text.
  let texts: [Section: String]

  /// Reads `body`. Throws `malformedStream` for what is no complete note, `generationFailed` where that is said, and
  /// `upstreamUnavailable` for a stored note that is still being made.
  init(_ body: [UInt8], _ subject: Subject = .note, name: String) throws(EngineError) {
    let members: Members
    do {
      members = try JSONDecoder().decode(Members.self, from: Data(body))
    } catch {
      throw .notWhatWasAsked(.note, name: name)
    }
    if members.failure != nil || members.states.contains(.failed) {
      throw EngineError(
        .generationFailed, "\(name) could not make this note. Try again.", upstreamCode: members.failure?.code,
        details: members.failure?.message.map { [.init(field: "upstream", message: $0)] } ?? [])
    }
    guard members.states.allSatisfy({ $0 == .completed }) else {
      guard subject != .storedNote else {
        throw EngineError(.upstreamUnavailable, "This note is still being made. Ask for it again in a moment.")
      }
      throw EngineError(.malformedStream, "\(name) answered with a note that is not complete, so it was not used.")
    }
    texts = members.texts.filter { !$0.value.allSatisfy(\.isWhitespace) }
    guard !texts.isEmpty else {
      throw EngineError(.malformedStream, "\(name) answered with no text in any section of the note.")
    }
  }

  /// Whether `body` has any section of a note, complete or not.
  static func hasSections(_ body: [UInt8]) -> Bool {
    do { return try !JSONDecoder().decode(Members.self, from: Data(body)).texts.isEmpty } catch { return false }
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

/// The members that make a note, at the top or inside wrappers.
private struct Members: Decodable {
  private(set) var texts: [Section: String] = [:]
  /// What the object and its wrappers say of how far the work is.
  private(set) var states: [JobAnswer.State] = []
  private(set) var failure: ErrorBody?

  init(from decoder: any Decoder) throws { try self.init(from: decoder, depth: 0) }

  private init(from decoder: any Decoder, depth: Int) throws {
    let members = try decoder.container(keyedBy: MemberName.self)
    if let status = members.string(MemberName("status")) { states = [JobAnswer.State(status)] }
    let error = MemberName("error")
    if members.contains(error), try !members.decodeNil(forKey: error) {
      failure = try members.decode(ErrorBody.self, forKey: error)
    }
    for section in Section.allCases {
      texts[section] = try members.decodeIfPresent(String.self, forKey: MemberName(section.rawValue))
    }
    guard texts.isEmpty, depth < NoteShape.depth else { return }
    for wrapper in NoteShape.wrappers.map({ MemberName($0) }) where Self.isObject(wrapper, of: members) {
      let inner = try Members(from: members.superDecoder(forKey: wrapper), depth: depth + 1)
      states += inner.states
      failure = failure ?? inner.failure
      texts = inner.texts
      if !texts.isEmpty { return }
    }
  }

  private static func isObject(_ name: MemberName, of members: KeyedDecodingContainer<MemberName>) -> Bool {
    do {
      _ = try members.nestedContainer(keyedBy: MemberName.self, forKey: name)
      return true
    } catch {
      return false
    }
  }
}
