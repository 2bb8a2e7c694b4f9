/// A shell that completions can be printed for.
enum Shell: String, CaseIterable, Sendable {
  case bash, zsh, fish

  var completions: String {
    switch self {
    case .bash: BashCompletions().script
    case .zsh: ZshCompletions().script
    case .fish: FishCompletions().script
    }
  }
}

extension Command {
  /// Those with a name.
  static var named: [Command] { all.filter { !$0.name.isEmpty } }

  /// Every way to write each option.
  var optionWords: [String] { options.flatMap { ($0.letter.map { ["-\($0)"] } ?? []) + [$0.name] } }
}
