import EditorProtocol
import Foundation
import JSONRPC
import Notes
import OfflineEngine
import Session
import Synchronization

/// A whole session, in memory: whatever comes in, what goes out is whole messages, and each id is answered once at most
/// for each time that it was used.
func fuzzSession(_ input: [UInt8]) {
  guard let file = tmpfile() else { return }
  defer { fclose(file) }
  let outbox = Outbox(descriptor: fileno(file)) {}
  let connection = Connection(outbox: outbox) { _ in }
  let session = Session(
    catalog: Catalog(), serverInfo: ServerInfo(name: "fuzz", version: "1"), connection: connection, log: { _ in },
    clientDied: {})
  var router = Router()
  session.register(on: &router)
  do throws(FrameError) {
    for piece in pieces(input).pieces { try connection.receive(Array(piece).span, routing: router) }
    try connection.endInput(routing: router)
  } catch {
    connection.cancelAll()
  }
  // Requests of the server that the client did not answer wait no longer than the client lives.
  connection.stop()
  connection.cancelAll()
  wait { await connection.waitUntilIdle() }
  promise(outbox.drain(within: .seconds(20)), "the output is written")
  check(file, connection.framing)
}

private func check(_ file: UnsafeMutablePointer<FILE>, _ framing: Framing?) {
  var output = [UInt8](repeating: 0, count: Int(lseek(fileno(file), 0, SEEK_END)))
  let count = pread(fileno(file), &output, output.count, 0)
  promise(count == output.count, "the output is read")
  var decoder = MessageDecoder(limit: 1 << 24)
  decoder.append(output.span)
  do {
    while let next = try decoder.next() {
      guard case .message(let body) = next else { fatalError("a message over the limit") }
      let value = try JSONValue(parsing: body)
      promise((value.array ?? [value]).allSatisfy { $0["jsonrpc"] == "2.0" }, "\(value) is no message")
    }
    promise(try decoder.finish() == nil, "half a message")
  } catch {
    fatalError("no messages: \(String(decoding: output, as: UTF8.self))")
  }
}

/// Blocks until `work` is done.
func wait<T: Sendable>(_ work: @escaping @Sendable () async -> T) -> T {
  let result = Mutex<T?>(nil)
  let isDone = DispatchSemaphore(value: 0)
  Task.detached {
    let value = await work()
    result.withLock { $0 = value }
    isDone.signal()
  }
  isDone.wait()
  return result.withLock { $0! }
}

/// The offline engine alone.
private struct Catalog: EngineCatalog {
  var defaults: Defaults {
    Defaults(
      engine: "offline", specialty: "physician", template: nil, noteBytes: 1 << 16, messageBytes: 1 << 20,
      concurrentRequests: 2)
  }
  var engines: [String] { ["offline"] }
  var faults: [SettingFault] { [] }
  var advice: [String] { [] }

  func engine(_ name: String?) throws(EngineError) -> any NoteEngine { RuleEngine() }
  func records() throws(EngineError) -> any RecordService { throw EngineError(.notConfigured, "None.") }
  func configure(_ settings: JSONValue, layer: SettingsLayer) {}
  func reload() {}
  func prepare() {}
  func status(probe: Bool) async -> EngineStatus {
    EngineStatus(
      engine: "offline", reason: "", engines: engines, endpoint: nil, key: .init(found: false, source: nil),
      specialty: "", versions: .init(server: "1", libcurl: nil), problems: [])
  }
}
