import JSONRPC

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A JSON file with the settings that an editor would send.
struct SettingsFile {
  /// What is wrong with the file, and what to do.
  struct Unreadable: Error, Equatable {
    var sentence: String
  }

  private let path: String

  init(_ path: String) { self.path = path }

  func read() throws(Unreadable) -> JSONValue {
    let bytes: Data
    do {
      bytes = try Data(contentsOf: URL(filePath: path))
    } catch {
      throw Unreadable(sentence: "The settings file \(path) cannot be read. Check its name and permissions.")
    }
    do {
      return try JSONValue(parsing: Array(bytes))
    } catch {
      // The fault is not quoted: a key may stand beside it.
      throw Unreadable(sentence: "The settings file \(path) is not JSON. Correct it, then try again.")
    }
  }
}
