internal import Notes

/// What an object of the upstream's says of how far the work is, and of what went wrong.
struct Standing {
  /// What `status` and `state` say; nil for one that says nothing intelligible.
  private(set) var states: [JobAnswer.State?] = []
  private(set) var failure: ErrorBody?

  init(_ members: [String: JSONTree]) {
    for name in ["status", "state"] {
      switch members[name] ?? .null {
      case .null: break
      case .string(let word): states.append(JobAnswer.State(word))
      default: states.append(nil)
      }
    }
    failure = Self.error(members)
    switch members["success"] ?? .null {
    case .null, .bool(true): break
    case .bool(false): failure = failure ?? ErrorBody(message: members["message"]?.string)
    default: states.append(nil)
    }
  }

  /// Whether it says that there will be nothing.
  var isFailed: Bool { failure != nil || states.contains(.failed) }

  /// Whether it says nothing but that the work is done, or nothing at all.
  var isCompleted: Bool { failure == nil && states.allSatisfy { $0 == .completed } }

  /// Whether it says nothing but that the work is done or goes on.
  var isUnderWay: Bool { !isFailed && !states.contains(nil) }

  mutating func join(_ other: Standing) {
    states += other.states
    failure = failure ?? other.failure
  }

  private static func error(_ members: [String: JSONTree]) -> ErrorBody? {
    if let error = members["error"], error != .null { return ErrorBody(error) }
    switch members["errors"] ?? .null {
    case .array(let errors): return errors.first.map { ErrorBody($0) }
    case .object(let errors): return errors.isEmpty ? nil : ErrorBody(.object(errors))
    case .string(let errors): return errors.isEmpty ? nil : ErrorBody(message: errors)
    // How many, or whether any: no more than that can be meant.
    case .null, .number, .bool: return nil
    }
  }
}

extension EngineError {
  /// The upstream says that it failed; `said` is what it says of that.
  static func notMade(_ subject: Subject, _ said: ErrorBody?, name: String) -> EngineError {
    EngineError(
      .generationFailed, "\(name) could not make this \(subject.noun). Try again.", upstreamCode: said?.code,
      details: said?.remarkForDetails ?? [])
  }
}
