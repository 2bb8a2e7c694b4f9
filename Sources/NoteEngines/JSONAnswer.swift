internal import Notes

/// An answer in JSON that is no note: only looked at for whether it can be what was asked for.
enum JSONAnswer {
  /// Throws `malformedStream` for what is neither an object with members nor, where that will do, a list, and
  /// `generationFailed` where the answer says so.
  static func check(
    _ body: [UInt8], _ subject: Subject, mayBeList: Bool = false, name: String
  ) throws(EngineError) {
    let answer = JSONTree(body)
    if mayBeList, case .array? = answer { return }
    guard let members = answer?.members, !members.isEmpty else { throw .notWhatWasAsked(subject, name: name) }
    let standing = Standing(members)
    if standing.isFailed { throw .notMade(subject, standing.failure, name: name) }
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
