import Credentials
import JSONRPC
import Notes
import Session

/// The configuration in force: defaults, then the environment, then what the client said.
struct Settings: Sendable {
  /// A value and where it comes from, such as `SOAPNOTE_ENGINE`.
  struct Sourced<Value: Sendable>: Sendable {
    var value: Value
    var source: String
  }

  /// `auto`, the name of an engine, or whatever was configured in its place.
  var engine = Sourced(value: "auto", source: "default")
  var specialty = "physician"
  var template: String?
  var insertsBySection = false

  var soapnoteapiBaseURL = "https://api.soapnoteapi.com"
  /// The key's place in the environment; the client's settings go over it.
  var environmentKey: KeySource?
  var apiKeyCommand: [String]?
  var apiKeyFile: String?
  var apiKey: Redacted<String>?
  /// PEM files, for a server that wants to know its clients.
  var clientCertificate: String?
  var clientKey: String?

  var connectMs = 10_000
  var firstChunkMs = 60_000
  var idleMs = 30_000
  var totalMs = 600_000

  var maxAttempts = 3
  var baseDelayMs = 500

  var messageBytes = 67_108_864
  var eventBytes = 1_048_576
  var noteBytes = 16_777_216
  var audioBytes = 524_288_000
  var concurrentRequests = 8

  /// The values that are wrong and have no effect.
  var faults: [SettingFault] = []

  /// A sentence for each value that has its effect, but might better be another.
  var advice: [String] {
    guard case .setting(let name, _) = soapnoteapiKey else { return [] }
    return [
      "The API key is in the setting \(name), where other programs may read it. "
        + "soapnoteapi.apiKeyCommand or soapnoteapi.apiKeyFile keep it safer."
    ]
  }

  static let engineNames = ["auto", "soapnoteapi", "offline"]

  /// `client` holds the client's settings, those of lower precedence first.
  init(environment: [String: String], client: [JSONValue]) {
    read(environment: environment)
    for layer in client { read(client: layer) }
  }

  /// Where the SOAPNoteAPI's key comes from: of several places, the safest that the client names.
  var soapnoteapiKey: KeySource? {
    if let apiKeyCommand { return .command(apiKeyCommand) }
    if let apiKeyFile { return .file(apiKeyFile) }
    if let apiKey { return .setting("soapnoteapi.apiKey", apiKey) }
    return environmentKey
  }

  /// The engine that `auto` stands for at present, with the reason in words.
  var choice: (engine: String, reason: String) {
    guard engine.value == "auto" else { return (engine.value, "set by \(engine.source)") }
    if let key = soapnoteapiKey { return ("soapnoteapi", "a key was found in \(key.description)") }
    return ("offline", "no API key was found")
  }
}
