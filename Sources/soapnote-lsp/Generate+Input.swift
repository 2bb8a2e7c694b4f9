import JSONRPC
import Session

/// What a note is made of: the settings and the transcript.
extension Generate {
  /// Why no note is begun.
  struct Refusal: Error, Equatable {
    var sentence: String
    var status: Int32 = 1

    static var interrupted: Refusal { Refusal(sentence: "Cancelled.", status: 130) }
  }

  /// Puts the settings of the file in force if all of them are right: to go on without one could send the transcript where
  /// the user does not want it.
  func configure() async throws(Refusal) {
    guard let path = options.settings else { return }
    guard let outcome = await SettingsFile(path).read(limit: engines.defaults.messageBytes) else { throw .interrupted }
    let settings: JSONValue
    do throws(SettingsFile.Unreadable) { settings = try outcome.get() } catch {
      throw Refusal(sentence: error.sentence)
    }
    let faults = Settings(environment: [:], client: [settings]).faults
    guard faults.isEmpty else {
      let sentences = faults.map(\.message) + ["Nothing was sent. Correct \(path), then try again."]
      throw Refusal(sentence: sentences.joined(separator: " "))
    }
    engines.configure(settings, layer: .initializationOptions)
  }

  /// The transcript, once whoever writes it has written all.
  func transcript() async throws(Refusal) -> String {
    let path = options.file ?? "-"
    let name = path == "-" ? "standard input" : path
    let limit = engines.defaults.messageBytes
    let outcome = await unlessCancelled { () -> Result<[UInt8], InputFile.Failure> in
      do throws(InputFile.Failure) { return .success(try InputFile(path).contents(limit: limit)) } catch {
        return .failure(error)
      }
    }
    guard let outcome else { throw .interrupted }
    let bytes: [UInt8]
    do throws(InputFile.Failure) {
      bytes = try outcome.get()
    } catch .tooLarge {
      throw Refusal(
        sentence:
          "\(name) is longer than \(limit) bytes. Select less text, or raise limits.messageBytes, then try again.")
    } catch {
      throw Refusal(sentence: "\(name) cannot be read. Check the file's name and permissions.")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Refusal(sentence: "\(name) is not UTF-8 text. Convert it, then try again.")
    }
    return text
  }
}
