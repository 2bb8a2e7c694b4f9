import Credentials
import Doctor
import JSONRPC
import Session

/// The settings in force, each with its place of origin, as they may be shown: without keys.
struct SettingsTable {
  let settings: Settings
  /// What the settings file holds, if one was given.
  let file: JSONValue?
  let options: Arguments.DoctorOptions
  let environment: [String: String]

  var rows: [Report.Setting] {
    var rows = [
      row("engine", settings.engine.value), row("specialty", settings.specialty),
      row("template", settings.template ?? "none"),
      row("insertion", settings.insertsBySection ? "bySection" : "complete"),
      row("soapnoteapi.baseURL", shown(url: settings.soapnoteapiBaseURL)),
    ]
    if let command = settings.apiKeyCommand {
      // Arguments may hold anything.
      rows.append(row("soapnoteapi.apiKeyCommand", command.first ?? ""))
    }
    if let path = settings.apiKeyFile { rows.append(row("soapnoteapi.apiKeyFile", path)) }
    if settings.apiKey != nil { rows.append(row("soapnoteapi.apiKey", "given")) }
    if let path = settings.clientCertificate { rows.append(row("soapnoteapi.clientCertificate", path)) }
    if let path = settings.clientKey { rows.append(row("soapnoteapi.clientKey", path)) }
    // The client's places go over the environment's.
    if let place = settings.environmentKey, place == settings.soapnoteapiKey { rows.append(row(environmentKey: place)) }
    rows += [
      row("timeouts.connectMs", settings.connectMs), row("timeouts.firstChunkMs", settings.firstChunkMs),
      row("timeouts.idleMs", settings.idleMs), row("timeouts.totalMs", settings.totalMs),
      row("retry.maxAttempts", settings.maxAttempts), row("retry.baseDelayMs", settings.baseDelayMs),
      row("limits.messageBytes", settings.messageBytes), row("limits.eventBytes", settings.eventBytes),
      row("limits.noteBytes", settings.noteBytes), row("limits.audioBytes", settings.audioBytes),
      row("limits.concurrentRequests", settings.concurrentRequests),
    ]
    return rows
  }

  /// Where the setting `path` comes from.
  func source(_ path: String) -> String {
    if path == "soapnoteapi.baseURL", options.endpoint != nil { return "--endpoint" }
    if isInFile(path) { return options.settings ?? "" }
    let variables = [
      "engine": "SOAPNOTE_ENGINE", "specialty": "SOAPNOTE_SPECIALTY", "soapnoteapi.baseURL": "SOAPNOTEAPI_BASE_URL",
    ]
    if let variable = variables[path], environment[variable]?.isEmpty == false { return variable }
    return "default"
  }

  /// Whether the file has a value for `path` that is not wrong.
  private func isInFile(_ path: String) -> Bool {
    var value = file?["soapNote"] ?? file
    for name in path.split(separator: ".") { value = value?[String(name)] }
    guard let value, !value.isNull else { return false }
    return !settings.faults.contains { $0.message.contains("setting \(path) ") }
  }

  private func row(_ path: String, _ value: some CustomStringConvertible) -> Report.Setting {
    Report.Setting(path, value.description, source: source(path))
  }

  private func row(environmentKey place: KeySource) -> Report.Setting {
    switch place {
    case .environment(let name, _), .setting(let name, _):
      Report.Setting("soapnoteapi.apiKey", "given", source: name)
    case .file(let path): Report.Setting("soapnoteapi.apiKeyFile", path, source: "SOAPNOTEAPI_KEY_FILE")
    case .command(let words):
      Report.Setting("soapnoteapi.apiKeyCommand", words.first ?? "", source: "SOAPNOTEAPI_KEY_COMMAND")
    }
  }

  /// An address without a user and password, which it should not have.
  private func shown(url: String) -> String {
    guard let at = url.lastIndex(of: "@") else { return url }
    return "***\(url[at...])"
  }
}
