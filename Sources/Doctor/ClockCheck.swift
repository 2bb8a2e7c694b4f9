/// Compares this computer's clock with the server's.
package struct ClockCheck: Sendable {
  /// Certificates and tokens allow for a few minutes.
  private static let tolerance = 300

  private let now: UTCDate

  package init(now: UTCDate) { self.now = now }

  /// `header` is the `Date` of a response; nil when there is nothing to compare with.
  package func finding(_ header: String?) -> Finding? {
    guard let header, let theirs = UTCDate(header) else { return nil }
    let skew = now.secondsSince1970 - theirs.secondsSince1970
    guard abs(skew) > Self.tolerance else {
      return Finding("clock", .ok, "This computer's clock agrees with the server's.")
    }
    return Finding(
      "clock", .warning,
      "This computer's clock is \(abs(skew) / 60) minutes \(skew < 0 ? "behind" : "ahead of") the server's: it says \(now).",
      nextStep: "Set the clock: certificates are taken for expired, or not yet valid, when it is wrong.")
  }
}
