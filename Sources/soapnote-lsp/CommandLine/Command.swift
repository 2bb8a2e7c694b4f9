/// A command of the program with its options. The parser, `--help`, the man page and the completions are all made from
/// the table of them (`Command.all`).
struct Command: Sendable {
  /// What the words after the options may be.
  struct Operand: Sendable {
    /// As it is shown: `FILE`.
    var name: String
    var completion: Completion
  }

  /// What a shell offers in a value's place.
  enum Completion: Sendable, Equatable {
    /// The value is the user's own.
    case nothing
    case files
    case words([String])
  }

  struct Option: Sendable {
    /// With its dashes: `--engine`.
    var name: String
    /// One letter, without a dash.
    var letter: Character?
    /// How the value is shown, `NAME`; nil for an option without a value.
    var value: String?
    var completion = Completion.nothing
    /// No capital and no full stop.
    var summary: String
  }

  /// Empty for what the program does without a command.
  var name: String
  /// A sentence in the imperative, without capital and full stop.
  var summary: String
  /// More about it, for the man page: paragraphs of sentences.
  var details: [String] = []
  var operand: Operand?
  var options: [Option]

  func option(_ word: String) -> Option? {
    options.first { $0.name == word || $0.letter.map { "-\($0)" } == word }
  }
}
