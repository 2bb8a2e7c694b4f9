package import Notes

/// Where an API key comes from.
package enum KeySource: Sendable, Equatable {
  /// The environment variable of this name, with its value.
  case environment(String, Redacted<String>)
  /// The setting of this name, with its value.
  case setting(String, Redacted<String>)
  /// A program with its arguments, whose first line of output is the key; no shell is between.
  case command([String])
  /// A file whose first line is the key, and which its owner alone may read.
  case file(String)

  /// The place, for a person: never the key, nor a command's arguments, which may hold one.
  package var description: String {
    switch self {
    case .environment(let name, _): name
    case .setting(let name, _): "the setting \(name)"
    case .command(let words): "the key command \(words.first ?? "")"
    case .file(let path): "the key file \(path)"
    }
  }

  /// Fetches the key. `environment` is what a command gets; a command that takes longer than `timeLimit` is stopped.
  ///
  /// Throws `notConfigured` with what went wrong and what to do, or `cancelled`.
  func fetch(environment: [String: String], timeLimit: Duration) async throws(EngineError) -> Redacted<String> {
    switch self {
    case .environment(_, let key), .setting(_, let key):
      return try checked(key.value)
    case .command(let words):
      return try checked(
        Self.firstLine(try await KeyCommand(words: words, environment: environment, timeLimit: timeLimit).run()))
    case .file(let path):
      return try checked(Self.firstLine(try KeyFile(path, home: environment["HOME"]).text()))
    }
  }

  private static func firstLine(_ text: String) -> String {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).first.map(String.init) ?? ""
  }

  /// The key, if it can be one: anything else would go out as a header of its own, or not at all.
  private func checked(_ key: String) throws(EngineError) -> Redacted<String> {
    guard !key.isEmpty else {
      throw EngineError(.notConfigured, "No key came from \(description). Put one there, then try again.")
    }
    guard key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw EngineError(
        .notConfigured,
        "What came from \(description) is no key: it holds a space or a character that no key has. Copy the key anew.")
    }
    return Redacted(key)
  }
}
