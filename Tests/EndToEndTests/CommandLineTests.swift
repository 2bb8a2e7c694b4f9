import Foundation
import Testing

/// What the program says about its own command line: help, manual page and completions tell the same, and it is so.
@Suite(.crowd, .timeLimit(.minutes(2)))
struct CommandLineTests {
  /// The options of each command; "" is no command.
  private static let options: [String: Set<String>] = [
    "": ["--stdio", "-h", "--help", "-V", "--version", "--print-completions", "--print-man"],
    "generate": [
      "--specialty", "--template", "--engine", "--settings", "--json", "--explain", "-h", "--help",
    ],
    "doctor": ["--endpoint", "--stream", "--settings", "--json", "-h", "--help"],
  ]

  private func printed(_ arguments: String...) async throws -> String {
    let program = try ServerProcess(arguments)
    #expect(try await program.finish() == .status(0))
    #expect(program.standardError == "")
    return String(decoding: program.output, as: UTF8.self)
  }

  /// A folder with the completions in it.
  private final class Folder: Sendable {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path

    init(_ files: [String: String]) throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      for (name, text) in files { try text.write(toFile: "\(path)/\(name)", atomically: true, encoding: .utf8) }
    }

    deinit { do { try FileManager.default.removeItem(atPath: path) } catch {} }
  }

  private func run(_ tool: String, _ arguments: String...) async throws -> (exit: ChildProcess.Exit, text: String) {
    let program = try ServerProcess(arguments, executable: tool)
    let exit = try await program.finish()
    return (exit, String(decoding: program.output, as: UTF8.self) + program.standardError)
  }

  /// The options in the part of `text` that `from` begins and `to` ends.
  private func options(in text: String, from: String, to: String) throws -> Set<String> {
    let start = try #require(text.range(of: from, options: .backwards))
    let end = text[start.upperBound...].range(of: to)?.lowerBound ?? text.endIndex
    return Set(text[start.upperBound..<end].matches(of: /(?:^|[\s'])(--?[a-zA-Z][a-z-]*)/).map { String($0.1) })
  }

  @Test func `help, manual page and bash completions have every option of every command`() async throws {
    let help = try await printed("--help")
    let page = try await printed("--print-man").replacing("\\-", with: "-").replacing(/\\f[BIR]/, with: "")
    let bash = try await printed("--print-completions", "bash")
    for (command, options) in Self.options {
      let title = command.isEmpty ? "Without a command" : command
      let section = command.isEmpty ? "WITHOUT A COMMAND" : "THE COMMAND \(command.uppercased())"
      #expect(try self.options(in: help, from: "\n\(title): ", to: "\n\n").isSuperset(of: options))
      #expect(try self.options(in: page, from: ".SH \(section)\n", to: "\n.SH").isSuperset(of: options))
      let words = try self.options(in: bash, from: "      '\(command)') words='", to: "'")
      #expect(words == options)
    }
    for name in ["SOAPNOTEAPI_KEY_FILE", "SOAPNOTEAPI_KEY_COMMAND", "SOAPNOTEAPI_BASE_URL", "SOAPNOTE_ENGINE"] {
      #expect(help.contains(name) && page.contains(name))
    }
  }

  @Test(arguments: ["", "generate", "doctor"])
  func `every option is taken, and no other`(command: String) async throws {
    for option in Self.options[command, default: []].union(["--none-such"]) {
      let words = (command.isEmpty ? [] : [command]) + [option]
      let program = try ServerProcess(words)
      program.endInput()
      _ = try await program.exit()
      let isUnknown = program.standardError.contains("There is no option \(option).")
      #expect(isUnknown == (option == "--none-such"), "\(words)")
    }
  }

  @Test(
    arguments: [
      ("", ["doctor", "generate"]), ("gen", ["generate"]), ("--print-c", ["--print-completions"]),
      ("--print-completions ", ["bash", "zsh", "fish"]), ("--print-completions=z", ["zsh"]),
      ("generate --en", ["--engine"]), ("generate --engine ", ["soapnoteapi", "offline"]),
      ("generate --json --engine=o", ["offline"]), ("generate --specialty den", ["dentist"]),
      ("generate --template ", []), ("generate vis", ["visit.txt"]), ("generate --settings vis", ["visit.txt"]),
      ("none --en", []),
    ] as [(String, [String])])
  func `bash completes`(line: String, words: [String]) async throws {
    let folder = try Folder(["completions": try await printed("--print-completions", "bash"), "visit.txt": ""])
    // What bash itself does to a line: it breaks it at blanks and at `=`.
    let script = #"""
      source "$1/completions"; cd "$1"; shopt -s extglob
      line=${2//=/ = }; read -ra COMP_WORDS <<< "soapnote-lsp $line"
      [[ $2 == '' || $2 == *' ' || $2 == *= ]] && COMP_WORDS+=('')
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      _soapnote_lsp soapnote-lsp 2>&1 | grep -v compopt; _soapnote_lsp soapnote-lsp 2>/dev/null
      ((${#COMPREPLY[@]} == 0)) || printf '%s\n' "${COMPREPLY[@]}"
      complete -p soapnote-lsp >/dev/null || echo unregistered
      """#
    let result = try await run("/bin/bash", "--norc", "-c", script, "bash", folder.path, line)
    #expect(result.exit == .status(0))
    #expect(Set(result.text.split(separator: "\n").map(String.init)) == Set(words))
  }

  @Test(
    .enabled(if: Tool.fish != nil, "needs fish"),
    arguments: [
      ("gen", ["generate"]), ("--vers", ["--version"]), ("generate --en", ["--engine"]),
      ("generate --engine ", ["offline", "soapnoteapi"]), ("generate --specialty den", ["dentist"]),
      ("generate --vers", []), ("--print-completions ", ["bash", "fish", "zsh"]),
    ] as [(String, [String])])
  func `fish completes`(line: String, words: [String]) async throws {
    let folder = try Folder(["completions": try await printed("--print-completions", "fish")])
    let script = "source \(folder.path)/completions; complete -C 'soapnote-lsp \(line)'"
    let result = try await run(try #require(Tool.fish), "--no-config", "-c", script)
    #expect(result.exit == .status(0))
    #expect(result.text.split(separator: "\n").map { String($0.split(separator: "\t")[0]) }.sorted() == words)
  }

  @Test(.enabled(if: Tool.zsh != nil, "needs zsh"))
  func `zsh takes its completions, as a file and from a pipe`() async throws {
    let folder = try Folder(["_soapnote-lsp": try await printed("--print-completions", "zsh")])
    let script = #"""
      fpath=($1 $fpath); autoload -Uz compinit; compinit -u -D
      [[ $_comps[soapnote-lsp] == _soapnote-lsp ]] || echo 'not found by its first line'
      source $1/_soapnote-lsp
      [[ $_comps[soapnote-lsp] == _soapnote_lsp ]] || echo 'not registered'
      # What the function asks of zsh's own, for a line of one command.
      _arguments() { print -rl -- "$@" }
      words=(soapnote-lsp generate ''); CURRENT=3; _soapnote_lsp
      """#
    let zsh = try #require(Tool.zsh)
    #expect(try await run(zsh, "-f", "-n", "\(folder.path)/_soapnote-lsp").text == "")
    let result = try await run(zsh, "-f", "-c", script, "zsh", folder.path)
    #expect(!result.text.contains("not "))
    for option in Self.options["generate", default: []] {
      #expect(result.text.split(separator: "\n").contains { $0.hasPrefix(option) || $0.contains(")\(option)") })
    }
  }

  @Test(.enabled(if: Tool.man != nil, "needs man"))
  func `the manual page is without fault`() async throws {
    let folder = try Folder(["page.1": try await printed("--print-man")])
    let man = try await run(try #require(Tool.man), "--warnings", "-P", "cat", "-l", "\(folder.path)/page.1")
    #expect(man.exit == .status(0))
    #expect(!man.text.contains("warning"))
    #expect(man.text.contains("SOAPNOTE-LSP(1)"))
    if let groff = Tool.groff {
      let text = try await run(groff, "-ww", "-man", "-Tascii", "-z", "\(folder.path)/page.1")
      #expect(text.text == "")
    }
  }

  @Test func `the version tells how the program was built`() async throws {
    let lines = try await printed("--version").split(separator: "\n").map(String.init)
    #expect(lines.count == 3)
    #expect(lines[0].contains(/^soapnote-lsp \d+\.\d+\.\d+$/))
    let build = try #require(lines[1].wholeMatch(of: /Swift (\d+\.\d+), (debug|release) build, Swift runtime .+/))
    #if DEBUG
      #expect(build.2 == "debug")
    #endif
    #expect(lines[2].contains(/^libcurl \d+\.\d+/))
    let compiler = try await run("/usr/bin/env", "swift", "--version")
    #expect(compiler.text.contains("Swift version \(build.1)"))
  }
}

/// Programs that may be missing on a machine.
enum Tool {
  static let fish = find("fish")
  static let zsh = find("zsh")
  static let man = find("man")
  static let groff = find("groff")

  private static func find(_ name: String) -> String? {
    let folders = Program.environment["PATH", default: ""].split(separator: ":")
    return folders.map { "\($0)/\(name)" }.first(where: FileManager.default.isExecutableFile)
  }
}
