/// Completions for fish.
struct FishCompletions {
  var script: String {
    var lines = ["# fish completions of \(Program.name)", "complete -c \(Program.name) -f"]
    let names = Command.named.map(\.name).joined(separator: " ")
    for command in Command.all {
      let isNamed = !command.name.isEmpty
      let seen = "__fish_seen_subcommand_from"
      let start = "complete -c \(Program.name) -n '\(isNamed ? "\(seen) \(command.name)" : "not \(seen) \(names)")'"
      if isNamed {
        lines.append(
          "complete -c \(Program.name) -n __fish_use_subcommand -a \(command.name) -d \(Self.quote(command.summary))")
      }
      if command.operand?.completion == .files { lines.append("\(start) -F") }
      lines += command.options.map { "\(start) \(arguments(of: $0))" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func arguments(of option: Command.Option) -> String {
    var words = option.letter.map { ["-s \($0)"] } ?? []
    words.append("-l \(option.name.dropFirst(2))")
    if option.value != nil {
      switch option.completion {
      case .nothing: words.append("-x")
      case .files: words.append("-r -F")
      case .words(let values): words.append("-x -a \(Self.quote(values.joined(separator: " ")))")
      }
    }
    return (words + ["-d \(Self.quote(option.summary))"]).joined(separator: " ")
  }

  private static func quote(_ text: String) -> String {
    "'\(text.replacing("\\", with: "\\\\").replacing("'", with: "\\'"))'"
  }
}
