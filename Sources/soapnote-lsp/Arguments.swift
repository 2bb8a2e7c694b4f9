/// The command line, read.
enum Arguments: Equatable {
  case serve
  case generate(GenerateOptions)
  case help
  case version
  /// Wrong usage, in words.
  case wrong(String)

  /// What `generate` was asked for.
  struct GenerateOptions: Equatable {
    /// The transcript's file; standard input where it is missing or `-`.
    var file: String?
    var specialty: String?
    var template: String?
    var engine: String?
    /// Print the result object instead of the text.
    var json = false
    /// Print why each sentence of an offline note stands where it stands, instead of the text.
    var explain = false
  }

  /// `words` are the arguments without the program's name.
  init(_ words: [String]) {
    var words = words[...]
    guard words.first == "generate" else {
      self = Self.serve(words)
      return
    }
    words.removeFirst()
    self = Self.generate(words)
  }

  private static func serve(_ words: ArraySlice<String>) -> Arguments {
    for word in words {
      switch word {
      case "--help", "-h": return .help
      case "--version", "-V": return .version
      // What generic clients pass to any language server; it is the only way of talking there is.
      case "--stdio": continue
      default: return .wrong("There is no option \(word).")
      }
    }
    return .serve
  }

  private static func generate(_ words: ArraySlice<String>) -> Arguments {
    var options = GenerateOptions()
    var words = words
    while let word = words.popFirst() {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      switch name {
      case "--help", "-h": return .help
      case "--json" where parts.count == 1: options.json = true
      case "--explain" where parts.count == 1: options.explain = true
      case "--specialty", "--template", "--engine":
        guard let value = parts.count == 2 ? String(parts[1]) : words.popFirst() else {
          return .wrong("\(name) needs a value.")
        }
        switch name {
        case "--specialty": options.specialty = value
        case "--template": options.template = value
        default: options.engine = value
        }
      case _ where word.hasPrefix("-") && word != "-": return .wrong("There is no option \(word).")
      default:
        guard options.file == nil else { return .wrong("generate takes one file.") }
        options.file = word
      }
    }
    if options.explain && options.engine != "offline" {
      return .wrong("--explain goes with --engine offline: only the rules can be explained.")
    }
    return .generate(options)
  }

  static let usage = """
    soapnote-lsp relays SOAP notes, while they are generated, to an editor.

    Usage:
      soapnote-lsp [--stdio]           speak JSON-RPC on stdin and stdout (see protocol.md)
      soapnote-lsp generate [FILE|-]   write a note of one transcript to stdout
          --specialty NAME             profession the note is written for (default: physician)
          --template NAME              template of that profession
          --engine NAME                soapnoteapi or offline (default: soapnoteapi when a key is found)
          --json                       print the result object when the note is complete
          --explain                    with --engine offline: print each sentence's section, score and rule
      soapnote-lsp --version
      soapnote-lsp --help

    Environment:
      SOAPNOTEAPI_KEY                  API key; without one the offline engine drafts by rules
      SOAPNOTEAPI_BASE_URL             default: https://api.soapnoteapi.com
      SOAPNOTE_ENGINE, SOAPNOTE_SPECIALTY
      HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE

    Exit status: 0 done; 1 no complete note, or the client left without exit; 2 wrong usage; 130 interrupted.

    """
}
