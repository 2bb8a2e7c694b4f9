#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Looks for editors and their plugins: by reading files, and by asking a program for its version. Nothing that the user
/// has set up is run.
package struct EditorSearch: Sendable {
  private let environment: [String: String]
  /// What a program prints when it is run with these words; nil when it does not end in time.
  private let output: @Sendable ([String]) -> String?

  package init(environment: [String: String], output: @escaping @Sendable ([String]) -> String?) {
    self.environment = environment
    self.output = output
  }

  package var findings: [Finding] { Editor.all.map(finding) }

  private func finding(_ editor: Editor) -> Finding {
    let check = "editor:\(editor.name)"
    guard let program = program(editor.name) else {
      return Finding(check, .info, "\(editor.title) is not on PATH.")
    }
    let text = editor.versionPrefix == nil ? nil : output([program, "--version"])
    let version = editor.versionPrefix.flatMap { self.version(in: text ?? "", after: $0) } ?? packaged(program)
    let title = ([editor.title] + (version.map { [$0.map(String.init).joined(separator: ".")] } ?? []))
      .joined(separator: " ")
    let oldest = editor.oldest.map(String.init).joined(separator: ".")
    if let version, version.lexicographicallyPrecedes(editor.oldest) {
      return Finding(
        check, .warning, "\(title) is too old for the plugin.", nextStep: "Install \(editor.title) \(oldest) or newer.")
    }
    let missing = text.map { text in editor.features.filter { !text.contains($0) } } ?? []
    guard missing.isEmpty else {
      return Finding(
        check, .warning, "\(title) was built without \(missing.joined(separator: ", ")).",
        nextStep: "Install a complete \(editor.title), such as Debian's vim in place of vim-tiny.")
    }
    if let place = editor.plugin.lazy.compactMap({ matches($0).first }).first {
      return Finding(check, .ok, "\(title); the plugin is in \(place).")
    }
    if let place = editor.settings.lazy.flatMap({ matches($0) }).first(where: mentionsPlugin) {
      return Finding(check, .ok, "\(title); \(place) names the plugin.")
    }
    return Finding(
      check, .info, "\(title); the plugin is not in any of its usual places.",
      nextStep: "To use it there, see \(editor.guide).")
  }

  private func program(_ name: String) -> String? {
    environment["PATH", default: ""].split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// The numbers that follow `prefix` in `text`: `[9, 0]` of `VIM - Vi IMproved 9.0 (2022 Jun 28)`.
  private func version(in text: String, after prefix: String) -> [Int]? {
    guard let start = text.firstRange(of: prefix)?.upperBound else { return nil }
    let numbers = text[start...].prefix { $0.isNumber || $0 == "." }.split(separator: ".").compactMap { Int($0) }
    return numbers.isEmpty ? nil : numbers
  }

  /// The version in `package.json`, beside the folder of the program that `path` leads to: VS Code's own takes too long.
  private func packaged(_ path: String) -> [Int]? {
    let place = URL(filePath: path).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
    guard let text = read(place.path + "/resources/app/package.json"),
      let start = text.firstRange(of: "\"version\"")?.upperBound
    else { return nil }
    return version(in: String(text[start...].drop { !$0.isNumber }), after: "")
  }

  private func mentionsPlugin(_ path: String) -> Bool { read(path)?.lowercased().contains("soapnote") == true }

  private func read(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The paths that fit `pattern`, in order.
  private func matches(_ pattern: String) -> [String] {
    let home = environment["HOME"] ?? "/"
    let config = environment["XDG_CONFIG_HOME"] ?? "\(home)/.config"
    let data = environment["XDG_DATA_HOME"] ?? "\(home)/.local/share"
    var words = pattern.split(separator: "/").map(String.init)
    let roots = ["~": home, "CONFIG": config, "DATA": data]
    var paths = [roots[words.removeFirst()] ?? "/"]
    for word in words {
      paths = paths.flatMap { folder in word.contains("*") ? entries(of: folder, like: word) : ["\(folder)/\(word)"] }
    }
    return paths.filter { FileManager.default.fileExists(atPath: $0) }
  }

  private func entries(of folder: String, like word: String) -> [String] {
    let parts = word.split(separator: "*", omittingEmptySubsequences: false)
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().filter { name in
        name.hasPrefix(parts[0]) && name.hasSuffix(parts[parts.count - 1])
          && parts.dropFirst().dropLast().allSatisfy { name.contains($0) }
      }.map { "\(folder)/\($0)" }
    } catch {
      // No such folder, or one that may not be read: nothing is to be found there.
      return []
    }
  }
}
