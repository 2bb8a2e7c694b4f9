internal import Notes

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// An answer in JSON that is no note: only looked at for whether it can be what was asked for.
struct JSONAnswer: Decodable {
  private var failure: ErrorBody?
  private var isEmpty = false

  private enum Key: String, CodingKey { case error }

  /// Reads an answer that begins as JSON of that kind does. Throws `malformedStream` for what is neither an object nor,
  /// where that will do, a list, and `generationFailed` where the answer says so.
  static func check(
    _ body: [UInt8], _ subject: Subject, mayBeList: Bool = false, name: String
  ) throws(EngineError) {
    let answer: JSONAnswer
    do {
      if mayBeList, body.first(where: { $0 > 0x20 }) == UInt8(ascii: "[") {
        _ = try JSONDecoder().decode([Anything].self, from: Data(body))
        return
      }
      answer = try JSONDecoder().decode(JSONAnswer.self, from: Data(body))
    } catch {
      throw .notWhatWasAsked(subject, name: name)
    }
    if let failure = answer.failure {
      throw EngineError(
        .generationFailed, "\(name) could not make this \(subject.noun). Try again.", upstreamCode: failure.code,
        details: failure.message.map { [.init(field: "upstream", message: $0)] } ?? [])
    }
    guard !answer.isEmpty else { throw .notWhatWasAsked(subject, name: name) }
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: Key.self)
    if members.contains(.error), try !members.decodeNil(forKey: .error) {
      failure = try members.decode(ErrorBody.self, forKey: .error)
    }
    isEmpty = try decoder.container(keyedBy: MemberName.self).allKeys.isEmpty
  }

  private struct Anything: Decodable {
    init(from decoder: any Decoder) throws {}
  }
}

extension EngineError {
  static func notWhatWasAsked(_ subject: Subject, name: String) -> EngineError {
    EngineError(
      .malformedStream,
      "\(name) answered with something else than a \(subject.noun). Check the base URL, and whether a proxy or a log-in "
        + "page stands in between.")
  }
}
