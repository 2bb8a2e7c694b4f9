import EditorProtocol
import Session

extension Command {
  static let help = Option(name: "--help", letter: "h", summary: "print this help")

  private static let settings = Option(
    name: "--settings", value: "FILE", completion: .files,
    summary: "a JSON file with settings such as an editor sends; they go over the environment")

  static let serve = Command(
    name: "", summary: "speak JSON-RPC on standard input and output",
    details: [
      "The first byte decides about the framing: a brace means one JSON message a line, for scripts; a letter means the "
        + "headers of the Language Server Protocol, for editors. protocol.md has every message."
    ],
    options: [
      Option(name: "--stdio", summary: "the same; language servers are often told so"),
      help,
      Option(name: "--version", letter: "V", summary: "print the version and how the program was built"),
      Option(
        name: "--print-completions", value: "SHELL", completion: .words(Shell.allCases.map(\.rawValue)),
        summary: "print completions for bash, zsh or fish"),
      Option(name: "--print-man", summary: "print the manual page"),
    ])

  static let generate = Command(
    name: "generate", summary: "write the note of one transcript to standard output",
    details: [
      "The transcript is read from FILE, which may be a pipe, or from standard input without one. The text is written while "
        + "it comes; with --json nothing is written before the note is complete. Interrupting it stops the upstream too.",
      "What was written of a note that failed ends in the line \"INCOMPLETE: do not file this note.\", unless standard output "
        + "has failed itself. A wrong setting in the file of --settings is a refusal, before anything is sent.",
    ],
    operand: Operand(name: "FILE", completion: .files),
    options: [
      Option(
        name: "--specialty", value: "NAME", completion: .words(ListSpecialties.Result.builtin.specialties.map(\.id)),
        summary: "profession that the note is written for (default: physician)"),
      Option(name: "--template", value: "NAME", summary: "template of that profession"),
      Option(
        name: "--engine", value: "NAME", completion: .words(["soapnoteapi", "offline"]),
        summary: "who writes it: soapnoteapi or offline (default: soapnoteapi when a key is found)"),
      settings,
      Option(name: "--json", summary: "print the result object when the note is complete"),
      Option(
        name: "--explain", summary: "with --engine offline: print each sentence's section, score and rule"),
      help,
    ])

  static let doctor = Command(
    name: "doctor", summary: "look for what keeps notes from being made, and say what to do",
    details: [
      "Tells the settings in force and where each comes from, where the key comes from (never the key), and the libcurl in "
        + "use; connects to the endpoint as a note would, through proxies and TLS; and looks for editors and their "
        + "plugins, without running anything of the user's but the key command.",
      "It asks for one note, of a made-up visit, only with --stream or when the endpoint is on this machine: the API may "
        + "charge for it.",
    ],
    options: [
      Option(name: "--endpoint", value: "URL", summary: "look at this address in place of the configured one"),
      Option(name: "--stream", summary: "make one note of a made-up visit, which the API may charge for"),
      settings,
      Option(name: "--json", summary: "print an object for programs"),
      help,
    ])

  /// All of them, in the order in which they are explained.
  static let all = [serve, generate, doctor]

  /// The variables that are read, with what they mean.
  static let environment: [(name: String, summary: String)] = [
    ("SOAPNOTEAPI_KEY", "API key; without one the offline engine drafts by rules"),
    ("SOAPNOTEAPI_KEY_FILE", "file with the key on its first line, which its owner alone may read"),
    ("SOAPNOTEAPI_KEY_COMMAND", "program that prints the key, and its arguments, split at blanks; no shell reads it"),
    ("SOAPNOTEAPI_BASE_URL", "default: https://api.soapnoteapi.com"),
    ("SOAPNOTE_ENGINE", "who writes notes: soapnoteapi, offline or auto (default)"),
    ("SOAPNOTE_SPECIALTY", "default: physician"),
    ("HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE", "as everywhere"),
  ]

  static let exitStatus: [(status: Int, meaning: String)] = [
    (0, "done"),
    (1, "no complete note; output that could not be written; the client left without exit; doctor found a problem"),
    (2, "wrong usage"),
    (130, "interrupted"),
  ]
}
