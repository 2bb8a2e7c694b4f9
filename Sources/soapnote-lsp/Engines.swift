import Credentials
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
    var key: KeyCache?
  }

  private let environment: @Sendable () -> [String: String]
  private let http: any HTTPClient
  private let state: Mutex<State>

  /// `environment` is asked at the start and at each `reload`.
  init(environment: @escaping @Sendable () -> [String: String], http: any HTTPClient) {
    self.environment = environment
    self.http = http
    state = Mutex(State(settings: Settings(environment: [:], client: [])))
    reload()
  }

  var settings: Settings { state.withLock(\.settings) }

  var defaults: Defaults {
    let settings = settings
    var defaults = Defaults(
      engine: settings.choice.engine, specialty: settings.specialty, template: settings.template,
      noteBytes: settings.noteBytes, messageBytes: settings.messageBytes,
      concurrentRequests: settings.concurrentRequests)
    defaults.insertsBySection = settings.insertsBySection
    return defaults
  }

  var engines: [String] {
    settings.soapnoteapiKey == nil ? ["offline"] : ["soapnoteapi", "offline"]
  }

  var faults: [SettingFault] { settings.faults }

  var advice: [String] { settings.advice }

  /// The key, fetched if need be; nil where no place for one is named.
  func key() async throws(EngineError) -> Redacted<String>? { try await state.withLock(\.key)?.key() }

  /// The SOAPNoteAPI as configured, whichever engine is in force, with so many attempts a request.
  func soapnoteapi(attempts: Int) -> SOAPNoteAPIEngine {
    var (settings, key) = state.withLock { ($0.settings, $0.key) }
    settings.maxAttempts = attempts
    return soapnoteapi(settings, key)
  }

  func engine(_ name: String?) throws(EngineError) -> any NoteEngine {
    let (settings, key) = state.withLock { ($0.settings, $0.key) }
    let name = name ?? settings.choice.engine
    switch name {
    case "offline": return RuleEngine()
    case "soapnoteapi": return soapnoteapi(settings, key)
    default:
      throw EngineError(
        .notConfigured,
        "The engine \(name) is not in this version. Choose soapnoteapi or offline in the settings, then try again.")
    }
  }

  func records() throws(EngineError) -> any RecordService {
    let (settings, key) = state.withLock { ($0.settings, $0.key) }
    guard settings.choice.engine == "soapnoteapi" else {
      guard settings.soapnoteapiKey != nil else {
        throw EngineError(
          .notConfigured,
          "There is no API key for SOAPNoteAPI, which this needs. Set SOAPNOTEAPI_KEY or soapnoteapi.apiKeyCommand, then "
            + "try again.")
      }
      throw EngineError(
        .notConfigured,
        "This needs the SOAPNoteAPI, but the engine in force is \(settings.choice.engine). Choose the engine soapnoteapi "
          + "in the settings, then try again.")
    }
    return soapnoteapi(settings, key)
  }

  private func soapnoteapi(_ settings: Settings, _ key: KeyCache?) -> SOAPNoteAPIEngine {
    SOAPNoteAPIEngine(settings.upstream(key), client: http)
  }

  func configure(_ settings: JSONValue, layer: SettingsLayer) {
    state.withLock { state in
      state.client[layer] = settings
      let source = state.settings.soapnoteapiKey
      read(&state)
      if state.settings.soapnoteapiKey != source { forgetKey(&state) }
    }
  }

  func reload() {
    state.withLock { state in
      read(&state)
      forgetKey(&state)
    }
  }

  func status(probe: Bool) async -> EngineStatus {
    let settings = settings
    let (engine, reason) = settings.choice
    let isOnline = engine == "soapnoteapi"
    var status = EngineStatus(
      engine: engine, reason: reason, engines: engines, endpoint: isOnline ? settings.soapnoteapiBaseURL : nil,
      key: .init(found: settings.soapnoteapiKey != nil, source: settings.soapnoteapiKey?.description),
      specialty: settings.specialty,
      versions: .init(server: Program.version, libcurl: engine == "offline" ? nil : CurlClient.version),
      problems: settings.faults.map(\.message))
    guard probe, isOnline else { return status }
    let (failure, timing, _) = await soapnoteapi(settings, nil).probe()
    status.probe = .init(
      failure,
      timing: .init(
        nameLookupMs: timing.nameLookup?.wholeMilliseconds, connectMs: timing.connect?.wholeMilliseconds,
        tlsMs: timing.tls?.wholeMilliseconds, firstByteMs: timing.firstByte?.wholeMilliseconds))
    return status
  }

  func prepare() {
    let (settings, key) = state.withLock { ($0.settings, $0.key) }
    guard settings.choice.engine == "soapnoteapi" else { return }
    http.warmUp()
    key?.prefetch()
    soapnoteapi(settings, nil).openConnection()
  }

  private func read(_ state: inout State) {
    let layers = SettingsLayer.allCases.compactMap { state.client[$0] }
    state.settings = Settings(environment: environment(), client: layers)
  }

  private func forgetKey(_ state: inout State) {
    state.key = state.settings.soapnoteapiKey.map { source in
      KeyCache(source, environment: environment().filter { !Settings.keyVariables.contains($0.key) })
    }
  }
}

extension KeyCache: KeyProvider {}

extension Settings {
  /// The SOAPNoteAPI as configured, with `keys` to give its key.
  func upstream(_ keys: (any KeyProvider)?) -> Upstream {
    Upstream(
      baseURL: soapnoteapiBaseURL, keys: keys,
      connection: HTTPConnection(clientCertificate: clientCertificate, clientKey: clientKey),
      timeouts: HTTPTimeouts(
        connect: .milliseconds(connectMs), firstChunk: .milliseconds(firstChunkMs), idle: .milliseconds(idleMs),
        total: .milliseconds(totalMs)),
      retry: RetryPolicy(maxAttempts: maxAttempts, baseDelay: .milliseconds(baseDelayMs)), eventBytes: eventBytes,
      answerBytes: 2 * noteBytes + 1_048_576, audioBytes: audioBytes, userAgent: Program.userAgent)
  }
}

extension Duration {
  fileprivate var wholeMilliseconds: Int { Int(self / .milliseconds(1)) }
}
