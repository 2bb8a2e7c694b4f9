/// What one check of the doctor has found.
package struct Finding: Sendable, Equatable, Encodable {
  package enum Level: String, Sendable, Encodable, CaseIterable {
    /// As it should be.
    case ok
    /// Neither good nor bad: something that was not looked at, or is not there and need not be.
    case info
    /// Works, but may not for long or not for all.
    case warning
    /// Has to be mended.
    case problem
  }

  /// What was checked: `key`, `tls`, `editor:vim`. Stable, for programs.
  package var check: String
  package var level: Level
  /// A sentence for a person, without a key, a password or a patient's words.
  package var message: String
  /// What to do, a sentence too; always there for a warning and a problem.
  package var nextStep: String?

  package init(_ check: String, _ level: Level, _ message: String, nextStep: String? = nil) {
    self.check = check
    self.level = level
    self.message = message
    self.nextStep = nextStep
  }

  /// A message whose first sentence says what is wrong and whose others say what to do, as those of errors are.
  package init(_ check: String, _ level: Level, saying message: String) {
    guard let end = message.firstRange(of: ". ") else {
      self.init(check, level, message, nextStep: "Correct it, then try again.")
      return
    }
    self.init(check, level, "\(message[..<end.lowerBound]).", nextStep: String(message[end.upperBound...]))
  }
}
