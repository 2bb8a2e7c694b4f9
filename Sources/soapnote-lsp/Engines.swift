import EditorProtocol
import HTTPStreaming
import JSONRPC
import NoteEngines
import Notes
import OfflineEngine
import Session
import Synchronization

/// The engines of this program under the configuration in force: the one place that names them.
final class Engines: EngineCatalog {
  private struct State {
    var client: [SettingsLayer: JSONValue] = [:]
    var settings: Settings
  }

  private let environment: @Sendable () -> [String: String]
  private let http: any HTTPClient
  private let state: Mutex<State>

  /// `environment` is asked at the start and at each `reload`.
  init(environment: @escaping @Sendable () -> [String: String], http: any HTTPClient) {
    self.environment = environment
    self.http = http
    state = Mutex(State(settings: Settings(environment: environment(), client: [])))
  }

  var settings: Settings { state.withLock(\.settings) }

  var defaults: Defaults {
    let settings = settings
    return Defaults(
      engine: settings.choice.engine, specialty: settings.specialty, template: settings.template,
      noteBytes: settings.noteBytes, messageBytes: settings.messageBytes)
  }

  var engines: [String] {
    settings.soapnoteapiKey == nil ? ["offline"] : ["soapnoteapi", "offline"]
  }

  var problems: [String] { settings.problems }

  func engine(_ name: String?) throws(EngineError) -> any NoteEngine {
    let settings = settings
    let name = name ?? settings.choice.engine
    switch name {
    case "offline": return RuleEngine()
    case "soapnoteapi": return SOAPNoteAPIEngine(settings.upstream, client: http)
    default:
      throw EngineError(
        .notConfigured,
        "The engine \(name) is not in this version. Choose soapnoteapi or offline in the settings, then try again.")
    }
  }

  func configure(_ settings: JSONValue, layer: SettingsLayer) {
    state.withLock { state in
      state.client[layer] = settings
      read(&state)
    }
  }

  func reload() { state.withLock { read(&$0) } }

  func status(probe: Bool) async -> EngineStatus {
    let settings = settings
    let (engine, reason) = settings.choice
    return EngineStatus(
      engine: engine, reason: reason, engines: engines,
      endpoint: engine == "soapnoteapi" ? settings.soapnoteapiBaseURL : nil,
      key: .init(found: settings.soapnoteapiKey != nil, source: settings.soapnoteapiKey?.source),
      specialty: settings.specialty,
      versions: .init(server: Program.version, libcurl: engine == "offline" ? nil : CurlClient.version),
      problems: settings.problems)
  }

  func prepare() {
    if settings.choice.engine != "offline" { http.warmUp() }
  }

  private func read(_ state: inout State) {
    let layers = SettingsLayer.allCases.compactMap { state.client[$0] }
    state.settings = Settings(environment: environment(), client: layers)
  }
}

extension Settings {
  /// The SOAPNoteAPI as configured.
  var upstream: Upstream {
    Upstream(
      baseURL: soapnoteapiBaseURL, apiKey: soapnoteapiKey?.value,
      timeouts: HTTPTimeouts(
        connect: .milliseconds(connectMs), firstChunk: .milliseconds(firstChunkMs), idle: .milliseconds(idleMs),
        total: .milliseconds(totalMs)),
      retry: RetryPolicy(maxAttempts: maxAttempts, baseDelay: .milliseconds(baseDelayMs)), eventBytes: eventBytes,
      userAgent: Program.userAgent)
  }
}
