import EditorProtocol
import Foundation
import JSONRPC
import Notes
import Session
import Synchronization

/// A session in this process, with an engine that does what a test says.
final class Client: Sendable {
  typealias Script = @Sendable (any NoteSink) async throws(EngineError) -> Completion

  private let connection: Connection
  private let router: Router
  private let output: Int32
  private let input: Int32

  init(_ script: @escaping Script) {
    var ends: [Int32] = [0, 0]
    precondition(pipe(&ends) == 0)
    (output, input) = (ends[0], ends[1])
    let outbox = Outbox(descriptor: input) {}
    connection = Connection(outbox: outbox) { _ in }
    let session = Session(
      catalog: Catalog(script: script), serverInfo: ServerInfo(name: "test", version: "1"), connection: connection,
      log: { _ in }, clientDied: {})
    var router = Router()
    session.register(on: &router)
    self.router = router
  }

  deinit {
    close(input)
    close(output)
  }

  func send(_ line: String) throws { try connection.receive(Array("\(line)\n".utf8).span, routing: router) }

  /// All that the session writes until each request is answered; the pipe holds as much as these tests need.
  func messages() async throws -> [JSONValue] {
    await connection.waitUntilIdle()
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(output, &bytes, bytes.count)
    return try bytes[..<count].split(separator: UInt8(ascii: "\n")).map { try JSONValue(parsing: Array($0)) }
  }
}

private struct Catalog: EngineCatalog {
  let script: Client.Script

  var defaults: Defaults {
    Defaults(
      engine: "scripted", specialty: "physician", template: nil, noteBytes: 1000, messageBytes: 1 << 20,
      concurrentRequests: 2)
  }
  var engines: [String] { ["scripted"] }
  var faults: [SettingFault] { [] }
  var advice: [String] { [] }

  func engine(_ name: String?) throws(EngineError) -> any NoteEngine { ScriptedEngine(script: script) }
  func records() throws(EngineError) -> any RecordService { throw EngineError(.notConfigured, "None.") }
  func configure(_ settings: JSONValue, layer: SettingsLayer) {}
  func reload() {}
  func prepare() {}
  func status(probe: Bool) async -> EngineStatus {
    EngineStatus(
      engine: "scripted", reason: "", engines: engines, endpoint: nil, key: .init(found: false, source: nil),
      specialty: "", versions: .init(server: "1", libcurl: nil), problems: [])
  }
}

private struct ScriptedEngine: NoteEngine {
  let name = "scripted"
  let script: Client.Script

  func generate(_ encounter: Encounter, into sink: any NoteSink) async throws(EngineError) -> Completion {
    try await script(sink)
  }
}
