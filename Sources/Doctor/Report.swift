#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Everything that the doctor has found, for people or programs.
package struct Report: Sendable, Encodable {
  /// A setting in force.
  package struct Setting: Sendable, Equatable, Encodable {
    package var name: String
    /// As it may be shown: never a key.
    package var value: String
    /// Where it comes from: `default`, a variable's name or a file's.
    package var source: String

    package init(_ name: String, _ value: String, source: String) {
      self.name = name
      self.value = value
      self.source = source
    }
  }

  /// The program with its version and how it was built.
  package var program: String
  package var settings: [Setting]
  package var findings: [Finding]

  package init(program: String, settings: [Setting], findings: [Finding]) {
    self.program = program
    self.settings = settings
    self.findings = findings
  }

  /// Whether something must be mended.
  package var hasProblem: Bool { count(.problem) > 0 }

  package var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    } catch {
      preconditionFailure("strings can be encoded: \(error)")
    }
  }

  package var text: String {
    var lines = [program, "", "Settings"]
    let names = width(settings.map(\.name))
    let values = width(settings.map(\.value))
    lines += settings.map { "  \(pad($0.name, names))  \(pad($0.value, values))  \($0.source)" }
    lines += ["", "Findings"]
    let checks = width(findings.map(\.check))
    for finding in findings {
      lines.append("  \(pad(finding.level.rawValue, 7))  \(pad(finding.check, checks))  \(finding.message)")
      if let step = finding.nextStep { lines.append("  \(pad("", 7))  \(pad("", checks))  -> \(step)") }
    }
    lines += ["", "\(amount(.problem, "problem")), \(amount(.warning, "warning"))."]
    return lines.joined(separator: "\n")
  }

  private func count(_ level: Finding.Level) -> Int { findings.count { $0.level == level } }

  private func amount(_ level: Finding.Level, _ noun: String) -> String {
    "\(count(level)) \(noun)\(count(level) == 1 ? "" : "s")"
  }

  /// Of the longest that is not out of the ordinary.
  private func width(_ texts: [String]) -> Int { texts.map(\.count).filter { $0 <= 48 }.max() ?? 0 }

  private func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private enum CodingKeys: CodingKey { case program, settings, findings, problems, warnings }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(program, forKey: .program)
    try container.encode(settings, forKey: .settings)
    try container.encode(findings, forKey: .findings)
    try container.encode(count(.problem), forKey: .problems)
    try container.encode(count(.warning), forKey: .warnings)
  }
}
