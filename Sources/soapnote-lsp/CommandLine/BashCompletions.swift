/// Completions for bash: a function that `complete` is told of.
struct BashCompletions {
  var script: String {
    """
    # bash completions of \(Program.name)
    _soapnote_lsp() {
      local current=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]} words=
      # bash takes --option=value for three words.
      if [[ $current == = ]]; then current=; elif [[ $option == = ]]; then option=${COMP_WORDS[COMP_CWORD-2]}; fi
      [[ $COMP_CWORD -gt 1 ]] || command=
      case $command in \(named)) ;; *) command= ;; esac
      COMPREPLY=()
      case "$command $option" in
    \(values)
      esac
      if [[ -z $words && $current != -* ]]; then
        case $command in
    \(operands)
        esac
      fi
      if [[ -z $words ]]; then
        case $command in
    \(options)
        esac
      fi
      if [[ $words == FILES ]]; then
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
      else
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
      fi
    }
    complete -F _soapnote_lsp \(Program.name)

    """
  }

  private var named: String { Command.named.map(\.name).joined(separator: "|") }

  private var values: String {
    Command.all.flatMap { command in
      command.options.compactMap { option -> String? in
        guard option.value != nil else { return nil }
        let pattern = "'\(command.name) \(option.name)'"
        return switch option.completion {
        case .nothing: "    \(pattern)) return ;;"
        case .files: "    \(pattern)) words=FILES ;;"
        case .words(let words): "    \(pattern)) words='\(words.joined(separator: " "))' ;;"
        }
      }
    }.joined(separator: "\n")
  }

  private var operands: String {
    let lines = Command.named.compactMap { $0.operand?.completion == .files ? "      \($0.name)) words=FILES ;;" : nil }
    return (["      '') words='\(Command.named.map(\.name).joined(separator: " "))' ;;"] + lines)
      .joined(separator: "\n")
  }

  private var options: String {
    Command.all.map { "      '\($0.name)') words='\($0.optionWords.joined(separator: " "))' ;;" }
      .joined(separator: "\n")
  }
}
