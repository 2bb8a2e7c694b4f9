import Synchronization

/// The faults that stand until they are used up or replaced: one rule a line (or between `|`), the first that fits a
/// request is taken.
final class FaultRules: Sendable {
  private struct Rule {
    let fault: Fault
    var skip: Int
    var times: Int?
  }

  private let rules = Mutex<[Rule]>([])

  /// Replaces all rules; an empty text clears them.
  func replace(parsing text: String) throws(FaultError) {
    var parsed: [Rule] = []
    for line in text.split(whereSeparator: { $0 == "|" || $0.isNewline }) where !line.allSatisfy(\.isWhitespace) {
      let fault = try Fault(parsing: line)
      parsed.append(Rule(fault: fault, skip: fault.selection.skip, times: fault.selection.times))
    }
    rules.withLock { $0 = parsed }
  }

  /// The fault for a request to `path`, whose rule it uses up by one.
  func take(for path: String) -> Fault? {
    rules.withLock { rules in
      for index in rules.indices where path.hasPrefix(rules[index].fault.selection.path) && rules[index].times != 0 {
        if rules[index].skip > 0 {
          rules[index].skip -= 1
          continue
        }
        rules[index].times = rules[index].times.map { $0 - 1 }
        return rules[index].fault
      }
      return nil
    }
  }
}
