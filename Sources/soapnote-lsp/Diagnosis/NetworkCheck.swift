import Doctor
import HTTPStreaming
import NoteEngines
import Notes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Whether a note can come from the endpoint: libcurl, proxy, name, connection, TLS, an answer, and a note as a stream.
/// A step is made only when those before it went well.
struct NetworkCheck {
  /// A visit that nobody made, long enough for the API.
  private static let transcript =
    "Doctor: What brings you in today? Patient: This is a made-up visit to try out a program. I have had a sore thumb for "
    + "two days. Doctor: There is no swelling. I think it is a strain; rest it, and come back if it does not get better."

  let engines: Engines
  let environment: [String: String]
  /// Where the address comes from.
  let source: String
  /// Whether there is a key to ask for a note with.
  let hasKey: Bool
  /// Whether a note may be asked for wherever the endpoint is.
  let isAsked: Bool
  /// Whether the endpoint is to be looked at.
  let isNeeded: Bool

  func findings() async -> [Finding] {
    let library = library
    guard isNeeded else {
      return [library, Finding("endpoint", .info, "The API was not asked: the engine in force needs no network.")]
    }
    guard library.level != .problem else { return [library] }
    let engine = engines.soapnoteapi(attempts: 1)
    let endpoint: Endpoint
    do throws(EngineError) {
      endpoint = try engines.settings.upstream(nil).endpoint()
    } catch {
      return [library, Finding("endpoint", .problem, saying: error.message)]
    }
    let (connection, isConnected) = await connect(endpoint)
    guard isConnected else { return [library] + connection }
    let answer = await self.answer(of: engine)
    guard !answer.contains(where: { $0.level == .problem }) else { return [library] + connection + answer }
    return [library] + connection + answer + [await stream(engine, endpoint)]
  }

  private var library: Finding {
    do throws(HTTPFailure) {
      return Finding("libcurl", .ok, "\(try CurlClient.checkLibrary()).")
    } catch {
      let reason = if case .unavailable(let reason) = error { reason } else { "libcurl cannot be used" }
      let parts = reason.split(separator: "; ", maxSplits: 1).map(String.init)
      return Finding(
        "libcurl", isNeeded ? .problem : .info, "\(parts[0]).",
        nextStep: isNeeded ? "\(parts.last?.capitalizedFirst ?? "")." : nil)
    }
  }

  private func connect(_ endpoint: Endpoint) async -> (findings: [Finding], isConnected: Bool) {
    let host = String(endpoint.host.drop { $0 == "[" }.prefix { $0 != "]" })
    let route = ProxyRoute(host: host, isEncrypted: endpoint.isEncrypted, environment: environment)
    // Plain http, which is for this machine alone, never goes through a proxy.
    var connection = engines.settings.upstream(nil).connection
    if !endpoint.isEncrypted { connection.proxy = "" }
    let inspection = await ServerInspection.of(
      endpoint.url("/"), connection, limit: .milliseconds(engines.settings.connectMs))
    let findings = ConnectionCheck(
      host: host, route: endpoint.isEncrypted ? route : .direct, source: source, now: now,
      explain: { TLSTrouble($0).sentences }
    ).findings(inspection, isEncrypted: endpoint.isEncrypted)
    let proxy = endpoint.isEncrypted ? [route.finding].filter { _ in !findings.contains { $0.check == "proxy" } } : []
    return (proxy + findings, inspection.failure == nil)
  }

  private func answer(of engine: SOAPNoteAPIEngine) async -> [Finding] {
    let (failure, timing, date) = await engine.probe()
    let clock = ClockCheck(now: now).finding(date)
    if let failure { return [Finding("answer", .problem, saying: failure.message)] + [clock].compactMap { $0 } }
    let time = timing.firstByte.map { " after \($0.inWords)" } ?? ""
    let finding = Finding("answer", .ok, "The API listed its specialties, asked without a key: first byte\(time).")
    return [finding] + [clock].compactMap { $0 }
  }

  private func stream(_ engine: SOAPNoteAPIEngine, _ endpoint: Endpoint) async -> Finding {
    guard hasKey else {
      return Finding("stream", .info, "No note was asked for: there is no key.")
    }
    guard isAsked || endpoint.isLoopback else {
      return Finding(
        "stream", .info, "No note was asked for, since the API may charge for it.",
        nextStep: "To try one, of a made-up visit: \(Program.name) doctor --stream")
    }
    let sink = TextSink(limit: engines.settings.noteBytes)
    do throws(EngineError) {
      let encounter = Encounter(transcript: Self.transcript, specialty: engines.settings.specialty)
      _ = try await engine.generate(encounter, into: sink)
    } catch {
      return Finding("stream", .problem, saying: error.message)
    }
    let note = sink.finish()
    return Finding(
      "stream", .ok,
      "A note of a made-up visit came: first text after \((note.firstText ?? note.total).inWords), complete after "
        + "\(note.total.inWords).")
  }

  private var now: UTCDate { UTCDate(secondsSince1970: time(nil)) }
}
