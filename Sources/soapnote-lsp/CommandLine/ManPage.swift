/// The manual page, in the man(7) macros.
struct ManPage {
  var text: String {
    var lines = [
      ".TH \(Program.name.uppercased()) 1 \"\" \"\(Program.name) \(Program.version)\"",
      ".SH NAME", "\(Self.escape(Program.name)) \\- relays SOAP notes, while they are generated, to an editor",
      ".SH SYNOPSIS",
    ]
    lines += [Command.all.map { Self.escape($0.synopsis) }.joined(separator: "\n.br\n")]
    lines += [".SH DESCRIPTION", Self.paragraph(Self.description)]
    for command in Command.all { lines += section(command) }
    lines += [".SH ENVIRONMENT"]
    lines += Command.environment.flatMap { Self.item("\\fB\(Self.escape($0.name))\\fR", $0.summary) }
    lines += [".SH EXIT STATUS"]
    lines += Command.exitStatus.flatMap { Self.item("\($0.status)", $0.meaning) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let description =
    "A note is a draft. A licensed clinician must review every line against the visit before it is used or filed. "
    + "Transcripts and notes are held in memory only; a key is never given as an argument."

  private func section(_ command: Command) -> [String] {
    let title = command.name.isEmpty ? "WITHOUT A COMMAND" : "THE COMMAND \(command.name.uppercased())"
    var lines = [".SH \(title)", Self.paragraph("\(Self.sentence(command.summary))")]
    lines += command.details.flatMap { [".PP", Self.paragraph($0)] }
    for option in command.options {
      let value = option.value.map { " \\fI\(Self.escape($0))\\fR" } ?? ""
      let letter = option.letter.map { "\\fB\\-\($0)\\fR, " } ?? ""
      lines += Self.item("\(letter)\\fB\(Self.escape(option.name))\\fR\(value)", option.summary)
    }
    return lines
  }

  private static func item(_ title: String, _ summary: String) -> [String] {
    [".TP", title, paragraph(sentence(summary))]
  }

  private static func sentence(_ words: String) -> String { "\(words.prefix(1).uppercased())\(words.dropFirst())." }

  /// A sentence a line, as roff wants them for its spacing.
  private static func paragraph(_ text: String) -> String { escape(text.replacing(". ", with: ".\n")) }

  /// `text` as roff shows it: a hyphen stays one that can be copied, and no line is taken for a request.
  private static func escape(_ text: String) -> String {
    let lines = text.replacing("\\", with: "\\e").replacing("-", with: "\\-").split(separator: "\n")
    return lines.map { $0.hasPrefix(".") || $0.hasPrefix("'") ? "\\&\($0)" : "\($0)" }.joined(separator: "\n")
  }
}
