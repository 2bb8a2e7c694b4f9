import EditorProtocol
import JSONRPC

/// Words the reports of one piece of work for the client's own progress display, and keeps them few.
struct WorkDoneReporter: Sendable {
  static let leastInterval = Duration.milliseconds(250)

  let token: ProgressToken
  private var lastReport: Duration?

  init(token: ProgressToken) { self.token = token }

  /// A report with the time since the start; nil when the last one was a moment ago, unless this one must be told.
  mutating func report(
    _ what: String, after elapsed: Duration, percentage: UInt? = nil, always: Bool = false
  ) -> WorkDoneProgress? {
    if let lastReport, elapsed - lastReport < Self.leastInterval, !always { return nil }
    lastReport = elapsed
    return .report(message: "\(what), \(elapsed.components.seconds) s", percentage: percentage)
  }
}
