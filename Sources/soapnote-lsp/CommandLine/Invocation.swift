/// The words of a command line, matched with the table of commands.
struct Invocation: Equatable {
  /// Wrong usage, in words.
  struct Misuse: Error, Equatable {
    var sentence: String
  }

  /// The command's name; empty without one.
  var command: String
  /// The names of the options given that take no value.
  var flags: Set<String> = []
  /// The values of the others; of one that was given twice, the last.
  var values: [String: String] = [:]
  var operand: String?

  /// `words` are the arguments without the program's name. Reading ends at `--help`, whatever follows.
  init(_ words: [String]) throws(Misuse) {
    let named = Command.all.first { !$0.name.isEmpty && $0.name == words.first }
    let command = named ?? .serve
    self.command = command.name
    var rest = words.dropFirst(named == nil ? 0 : 1)
    var isOperand = false
    while let word = rest.popFirst() {
      if isOperand || !word.hasPrefix("-") || word == "-" {
        try take(operand: word, command)
      } else if word == "--" {
        isOperand = true
      } else {
        try take(option: word, &rest, command)
        if flags.contains(Command.help.name) { return }
      }
    }
  }

  private mutating func take(operand word: String, _ command: Command) throws(Misuse) {
    guard let place = command.operand else {
      let name = command.name.isEmpty ? "There is no command \(word)" : "\(command.name) takes no \(word)"
      throw Misuse(sentence: "\(name).")
    }
    guard operand == nil else { throw Misuse(sentence: "\(command.name) takes one \(place.name).") }
    operand = word
  }

  private mutating func take(
    option word: String, _ rest: inout ArraySlice<String>, _ command: Command
  ) throws(Misuse) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let option = command.option(parts[0]) else { throw Misuse(sentence: "There is no option \(parts[0]).") }
    guard option.value != nil else {
      guard parts.count == 1 else { throw Misuse(sentence: "\(option.name) takes no value.") }
      flags.insert(option.name)
      return
    }
    guard let value = parts.count == 2 ? parts[1] : rest.popFirst() else {
      throw Misuse(sentence: "\(option.name) needs a value.")
    }
    values[option.name] = value
  }
}
