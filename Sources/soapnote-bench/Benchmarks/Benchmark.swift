/// A part of the report.
struct Benchmark: Sendable {
  /// For `--only`.
  let name: String
  let summary: String
  let lines: @Sendable (Setting) throws(BenchFailure) -> [Line]

  static let all: [Benchmark] = [
    .volume, .latency, .start, .first, .cancel, .streams, .slow, .offline, .growth,
  ]
}

/// Where and how thoroughly to measure.
struct Setting {
  let programs: Programs
  /// Fewer events and rounds: for a look, not for a record.
  let isQuick: Bool

  /// Rounds of a measurement that takes seconds.
  var rounds: Int { isQuick ? 2 : 5 }
}

/// Measures each of `subjects` once a round, by turns, so that what else the machine does falls on all of them; returns
/// the results by subject.
func alternate<Subject, Result>(
  _ rounds: Int, _ subjects: [Subject], _ measure: (Subject) throws(BenchFailure) -> Result
) throws(BenchFailure) -> [[Result]] {
  var results = subjects.map { _ in [Result]() }
  for _ in 0..<rounds {
    for (index, subject) in subjects.enumerated() { results[index].append(try measure(subject)) }
  }
  return results
}
