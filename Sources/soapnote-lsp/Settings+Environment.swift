import Credentials
import JSONRPC
import Notes
import Session

extension Settings {
  /// Environment variables that hold keys: a key command does not get them.
  static let keyVariables = ["SOAPNOTEAPI_KEY", "SOAPNOTEAPI_API_KEY"]

  mutating func read(environment: [String: String]) {
    func value(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    for name in Self.keyVariables.reversed() {
      if let key = value(name) { environmentKey = .environment(name, Redacted(key)) }
    }
    if let path = value("SOAPNOTEAPI_KEY_FILE") { environmentKey = .file(path) }
    if let words = value("SOAPNOTEAPI_KEY_COMMAND")?.split(whereSeparator: \.isWhitespace), !words.isEmpty {
      environmentKey = .command(words.map(String.init))
    }
    if let url = value("SOAPNOTEAPI_BASE_URL") { soapnoteapiBaseURL = url }
    if let name = value("SOAPNOTE_SPECIALTY") { specialty = name }
    if let name = value("SOAPNOTE_ENGINE") { setEngine(name, source: "SOAPNOTE_ENGINE") }
  }

  /// An unknown name stays in force: going on with another engine would be a silent switch.
  mutating func setEngine(_ name: String, source: String) {
    engine = Sourced(value: name, source: source)
    if !Self.engineNames.contains(name) {
      let names = Self.engineNames.joined(separator: ", ")
      let subject = source.prefix(1).uppercased() + source.dropFirst()
      faults.append(
        SettingFault("\(subject) names no engine of this version: it can be \(names).", value: .string(name)))
    }
  }
}
