/// What `--help` prints.
struct Usage {
  private static let column = 30

  var text: String {
    var lines = ["\(Program.name) relays SOAP notes, while they are generated, to an editor.", "", "Usage:"]
    lines += Command.all.map { "  \($0.synopsis)" }
    for command in Command.all {
      lines += ["", "\(command.name.isEmpty ? "Without a command" : command.name): \(command.summary)."]
      lines += command.options.map { Self.row($0.title, $0.summary) }
    }
    lines += ["", "Environment:"]
    lines += Command.environment.map { Self.row($0.name, $0.summary) }
    let statuses = Command.exitStatus.map { "\($0.status) \($0.meaning)" }
    lines += ["", "Exit status: \(statuses.joined(separator: "; "))."]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func row(_ title: String, _ summary: String) -> String {
    let gap = column - title.count
    return gap > 0
      ? "  \(title)\(String(repeating: " ", count: gap))\(summary)"
      : "  \(title)\n  \(String(repeating: " ", count: column))\(summary)"
  }
}

extension Command {
  /// `soapnote-lsp generate [OPTION]... [FILE]`
  var synopsis: String {
    ([Program.name, name].filter { !$0.isEmpty } + ["[OPTION]..."] + (operand.map { ["[\($0.name)]"] } ?? []))
      .joined(separator: " ")
  }
}

extension Command.Option {
  /// `-h, --help` or `--engine NAME`
  var title: String {
    [letter.map { "-\($0), " } ?? "", name, value.map { " \($0)" } ?? ""].joined()
  }
}
