/// What the command line asks for.
struct Options: Equatable {
  /// A command line that cannot be followed, in a sentence.
  struct Invalid: Error, Equatable {
    let message: String
  }

  var isQuick = false
  /// Names of benchmarks; nil: all.
  var only: [String]?
  var isMarkdown = false
  /// Whether to measure what stands beside the bench without building it first.
  var isBuilt = false
  var showsHelp = false

  init(_ arguments: some Sequence<String>, names: [String]) throws(Invalid) {
    var rest = Array(arguments)[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--quick": isQuick = true
      case "--markdown": isMarkdown = true
      case "--built": isBuilt = true
      case "--help", "-h": showsHelp = true
      case "--only":
        guard let value = rest.popFirst() else {
          throw Invalid(message: "--only needs one of \(names.joined(separator: ", "))")
        }
        only = value.split(separator: ",").map(String.init)
        for name in only ?? [] where !names.contains(name) {
          throw Invalid(message: "nothing is called '\(name)'; there are \(names.joined(separator: ", "))")
        }
      default: throw Invalid(message: "unknown option \(argument); --help names the options")
      }
    }
  }

  static func help(_ benchmarks: [Benchmark]) -> String {
    """
    usage: swift run -c release soapnote-bench [options]

    Measures soapnote-lsp beside curl, Node and Python, over an upstream on this machine, and prints the figures with the
    bars that they are held against.

      --quick       fewer events and rounds, for a look
      --only A,B    these parts alone
      --markdown    a Markdown table
      --built       measure the programs that stand beside this one, without building them first
      --help        this text

    Parts:
    \(benchmarks.map { "  \($0.name)\(String(repeating: " ", count: 10 - $0.name.count))\($0.summary)\n" }.joined())
    """
  }
}
