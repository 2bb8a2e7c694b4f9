import JSONRPC

/// A JSON file with the settings that an editor would send.
struct SettingsFile {
  /// What is wrong with the file, and what to do.
  struct Unreadable: Error, Equatable {
    var sentence: String
  }

  private let path: String

  init(_ path: String) { self.path = path }

  /// The settings under `soapNote`, whether they stand so in the file or alone: it holds nobody else's. Of at most
  /// `limit` bytes. Nil when the task is cancelled.
  func read(limit: Int) async -> Result<JSONValue, Unreadable>? {
    await unlessCancelled { [self] in
      do throws(Unreadable) { return .success(try parsed(limit)) } catch { return .failure(error) }
    }
  }

  private func parsed(_ limit: Int) throws(Unreadable) -> JSONValue {
    let bytes: [UInt8]
    do throws(InputFile.Failure) {
      bytes = try InputFile(path).contents(limit: limit)
    } catch .tooLarge {
      throw Unreadable(
        sentence: "The settings file \(path) is longer than \(limit) bytes. Name the right file, then try again.")
    } catch {
      throw Unreadable(sentence: "The settings file \(path) cannot be read. Check its name and permissions.")
    }
    do {
      let value = try JSONValue(parsing: bytes)
      return value["soapNote"] == nil ? ["soapNote": value] : value
    } catch {
      // The fault is not quoted: a key may stand beside it.
      throw Unreadable(sentence: "The settings file \(path) is not JSON. Correct it, then try again.")
    }
  }
}
