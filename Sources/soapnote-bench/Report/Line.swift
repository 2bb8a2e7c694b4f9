/// One line of the report.
struct Line: Equatable {
  /// The number that counts, as a ratio or as it is.
  struct Result: Equatable {
    /// Nil when what it needs was not there.
    var value: Double?
    /// Such as `MB` or `× curl -N`.
    var unit: String
    var bar: Bar?
  }

  /// What was measured.
  var subject: String
  /// Who was measured.
  var program: String
  /// What came out, in words.
  var figure: String
  var result: Result?

  static let head = ["what", "program", "measured", "result", "bar", "aim", "verdict"]

  /// All cells but the first.
  var cells: [String] {
    guard let result else { return [program, figure, "", "", "", ""] }
    var cells = [program, figure, result.value.map { "\($0.short) \(result.unit)" } ?? "", "", "", ""]
    if let bar = result.bar {
      cells[3] = "≤ \(bar.limit.short)"
      cells[4] = bar.aim.short
      cells[5] = result.value.map { bar.verdict(on: $0).rawValue } ?? "not measured"
    }
    return cells
  }

  /// A line for a program that is not installed.
  static func skipped(_ subject: String, _ program: String) -> Line {
    Line(subject: subject, program: program, figure: "skipped: not installed")
  }
}
