internal import Notes

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A note that the upstream gives in one piece: a JSON object with a text for each section.
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
    let state = members.status.map { JobAnswer.State($0) } ?? .completed
    if members.failure != nil || state == .failed {
      throw EngineError(
        .generationFailed, "\(name) could not make this note. Try again.", upstreamCode: members.failure?.code,
        details: members.failure?.message.map { [.init(field: "upstream", message: $0)] } ?? [])
    }
    guard state == .completed else {
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

  /// A sentence for each section that the note lacks.
  var warnings: [String] {
    Section.allCases.filter { texts[$0] == nil }.map { "The note has no text under \($0.heading)." }
  }

  /// Appends the sections in their order; the sink writes their headings. Throws `malformedStream` past its limit.
  func write(into sink: any NoteSink, name: String) throws(EngineError) {
    for section in Section.allCases {
      guard let text = texts[section] else { continue }
      guard sink.append(Array(text.utf8).span, section: section) == .accepted else {
        throw EngineError(
          .malformedStream, "The note from \(name) was larger than the configured limit, so it was not used.")
      }
    }
    // The whole note is at hand: there is no source to hold back.
    _ = sink.commit()
  }
}

private struct Members: Decodable {
  var texts: [Section: String] = [:]
  var status: String?
  var failure: ErrorBody?

  private enum Key: String, CodingKey { case subjective, objective, assessment, plan, status, error }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: Key.self)
    status = members.string(.status)?.lowercased()
    if members.contains(.error), try !members.decodeNil(forKey: .error) {
      failure = try members.decode(ErrorBody.self, forKey: .error)
    }
    texts[.subjective] = try members.decodeIfPresent(String.self, forKey: .subjective)
    texts[.objective] = try members.decodeIfPresent(String.self, forKey: .objective)
    texts[.assessment] = try members.decodeIfPresent(String.self, forKey: .assessment)
    texts[.plan] = try members.decodeIfPresent(String.self, forKey: .plan)
  }
}
