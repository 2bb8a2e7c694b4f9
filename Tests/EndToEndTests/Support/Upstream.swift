import Sandbox

/// Something that a server can be told to use as the SOAPNoteAPI, for as long as it is kept.
protocol Serving: AnyObject, Sendable {
  var environment: [String: String] { get }
}

/// A SOAPNoteAPI of our own in this process, which remembers what it was sent.
final class Upstream: Serving {
  struct Request: Sendable {
    let head: RequestHead
    let body: JSON
    let bytes: [UInt8]
    /// Of an upload, in place of the body.
    let parts: [MultipartPart]
  }

  static let key = "snapi_sk_test_canary"

  let sandbox: SandboxServer
  private let received: Board<[Request]>

  /// `note` is what it makes of every transcript.
  init(
    note: String = Sample.note, faults: String = "", pace: Int = 0, hosts: [LoopbackHost] = [.ipv4]
  ) throws {
    let received = Board<[Request]>([])
    var configuration = SandboxConfiguration()
    configuration.hosts = hosts
    configuration.faults = faults
    configuration.chunkMilliseconds = pace
    configuration.onRequest = { whole in
      let body = (try? JSON(parsing: whole.body)) ?? .null
      let request = Request(head: whole.head, body: body, bytes: whole.body, parts: whole.parts)
      received.update { $0.append(request) }
    }
    self.received = received
    sandbox = try SandboxServer(configuration) { _ in note }
  }

  deinit { sandbox.stop() }

  var requests: [Request] { received.state }

  /// What makes a server use it.
  var environment: [String: String] { ["SOAPNOTEAPI_KEY": Self.key, "SOAPNOTEAPI_BASE_URL": sandbox.url] }

  func requests(_ count: Int) async throws -> [Request] {
    try await received.wait(for: "\(count) requests") { $0.count >= count ? $0 : nil }
  }

  /// Waits until the statistics meet `condition`.
  @discardableResult
  func wait(
    for what: String, _ condition: @escaping @Sendable (SandboxStatistics) -> Bool
  ) async throws -> SandboxStatistics {
    try await withThrowingTaskGroup { group in
      group.addTask { try await self.sandbox.wait(for: condition) }
      group.addTask {
        try await Task.sleep(for: .seconds(20))
        throw Board<SandboxStatistics>.TooLate(what: "\(what): \(self.sandbox.statistics)")
      }
      defer { group.cancelAll() }
      return try await group.next()!
    }
  }
}

/// Words for tests.
enum Sample {
  static let transcript = "Patient reports a dull headache for two days. BP 120/80. Tension type. Rest and water."
  static let note = """
    Subjective:
    Dull headache for two days, "6/10", naïve to triptans.

    Objective:
    BP 120/80 – alert 👩‍⚕️.

    Assessment:
    Tension-type headache.

    Plan:
    1. Rest
    2. Water \\ fluids 𝕏
    """
}
