/// The command line, read.
enum Arguments: Equatable {
  case serve
  case generate(GenerateOptions)
  case doctor(DoctorOptions)
  case help
  case version
  case completions(Shell)
  case manPage
  /// Wrong usage, in words.
  case wrong(String)

  /// What `generate` was asked for.
  struct GenerateOptions: Equatable {
    /// The transcript's file; standard input where it is missing or `-`.
    var file: String?
    var specialty: String?
    var template: String?
    var engine: String?
    /// A file with settings.
    var settings: String?
    /// Print the result object instead of the text.
    var json = false
    /// Print why each sentence of an offline note stands where it stands, instead of the text.
    var explain = false
  }

  /// What `doctor` was asked for.
  struct DoctorOptions: Equatable {
    /// An address in place of the configured one.
    var endpoint: String?
    /// A file with settings.
    var settings: String?
    /// Make a note wherever the endpoint is.
    var stream = false
    /// Print an object instead of text.
    var json = false
  }

  /// `words` are the arguments without the program's name.
  init(_ words: [String]) {
    do throws(Invocation.Misuse) {
      let invocation = try Invocation(words)
      if invocation.flags.contains(Command.help.name) {
        self = .help
      } else if invocation.command == Command.generate.name {
        self = try Self.generate(invocation)
      } else if invocation.command == Command.doctor.name {
        self = .doctor(
          DoctorOptions(
            endpoint: invocation.values["--endpoint"], settings: invocation.values["--settings"],
            stream: invocation.flags.contains("--stream"), json: invocation.flags.contains("--json")))
      } else {
        self = try Self.serve(invocation)
      }
    } catch {
      self = .wrong(error.sentence)
    }
  }

  private static func serve(_ invocation: Invocation) throws(Invocation.Misuse) -> Arguments {
    if invocation.flags.contains("--version") { return .version }
    if invocation.flags.contains("--print-man") { return .manPage }
    guard let name = invocation.values["--print-completions"] else { return .serve }
    guard let shell = Shell(rawValue: name) else {
      throw Invocation.Misuse(sentence: "There are completions for bash, zsh and fish.")
    }
    return .completions(shell)
  }

  private static func generate(_ invocation: Invocation) throws(Invocation.Misuse) -> Arguments {
    let options = GenerateOptions(
      file: invocation.operand, specialty: invocation.values["--specialty"],
      template: invocation.values["--template"], engine: invocation.values["--engine"],
      settings: invocation.values["--settings"], json: invocation.flags.contains("--json"),
      explain: invocation.flags.contains("--explain"))
    if options.explain && options.engine != "offline" {
      throw Invocation.Misuse(sentence: "--explain goes with --engine offline: only the rules can be explained.")
    }
    return .generate(options)
  }
}
