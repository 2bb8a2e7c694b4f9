/// Completions for zsh: a file `_soapnote-lsp` for a folder of `$fpath`.
struct ZshCompletions {
  var script: String {
    """
    #compdef \(Program.name)
    _soapnote_lsp() {
      local -a commands=(
    \(Command.named.map { "    \(Self.quote("\($0.name):\($0.summary)"))" }.joined(separator: "\n"))
      )
      case $words[2] in
    \(Command.named.map(branch).joined(separator: "\n"))
      *)
        _arguments -S \\
    \(Command.serve.options.map(specification).joined(separator: " \\\n")) \\
          '1:command:{ _describe command commands }'
        ;;
      esac
    }
    if [[ $funcstack[1] == _soapnote-lsp ]]; then _soapnote_lsp "$@"; else compdef _soapnote_lsp \(Program.name); fi

    """
  }

  private func branch(_ command: Command) -> String {
    var specifications = command.options.map(specification)
    if let operand = command.operand {
      specifications.append("      '1:\(operand.name):\(action(operand.completion))'")
    }
    return """
        \(command.name))
          shift words; (( CURRENT-- ))
          _arguments -S \\
      \(specifications.joined(separator: " \\\n"))
          ;;
      """
  }

  /// `'(-h --help)'{-h,--help}'[print this help]'`
  private func specification(_ option: Command.Option) -> String {
    let names = [option.letter.map { "-\($0)" }, option.name].compactMap { $0 }
    let summary = option.summary.replacing("[", with: "\\[").replacing("]", with: "\\]").replacing(":", with: "\\:")
    let value = option.value.map { "=:\($0):\(action(option.completion))" } ?? ""
    let equals = value.isEmpty ? "" : "="
    let rest = Self.quote("\(equals)[\(summary)]\(value.dropFirst())")
    return names.count == 1
      ? "      \(names[0])\(rest)" : "      '(\(names.joined(separator: " ")))'{\(names.joined(separator: ","))}\(rest)"
  }

  private func action(_ completion: Command.Completion) -> String {
    switch completion {
    case .nothing: " "
    case .files: "_files"
    case .words(let words): "(\(words.joined(separator: " ")))"
    }
  }

  private static func quote(_ text: String) -> String { "'\(text.replacing("'", with: "'\\''"))'" }
}
