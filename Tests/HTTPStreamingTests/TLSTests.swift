import Foundation
import HTTPStreaming
import Testing

/// Who is trusted.
@Suite(.timeLimit(.minutes(1)), .enabled(if: TLSServer.isPossible, "needs the openssl command"))
struct TLSTests {
  private let client = CurlClient()

  private func get(_ url: String, _ connection: HTTPConnection = HTTPConnection()) async -> Recorder.Record {
    let recorder = Recorder()
    _ = client.start(HTTPRequest(method: "GET", url: url, connection: connection), recorder)
    return await recorder.end()
  }

  private func isAboutTLS(_ record: Recorder.Record, _ words: String) -> Bool {
    guard case .tlsFailed(let detail) = record.failure else { return false }
    return detail.contains(words) && record.heads == 0
  }

  @Test func `an unknown authority is refused, a given one is accepted`() async throws {
    let server = try TLSServer()
    let url = "https://127.0.0.1:\(server.port)/"
    let refused = await get(url)
    #expect(isAboutTLS(refused, "certificate"), "\(String(describing: refused.failure))")
    let accepted = await get(url, HTTPConnection(caFile: server.certificates.authority))
    #expect(accepted.failure == nil)
    #expect(accepted.head?.status == 200)
    #expect(!accepted.body.isEmpty)
  }

  @Test func `a certificate for another host is refused`() async throws {
    let server = try TLSServer()
    let record = await get("https://localhost:\(server.port)/", HTTPConnection(caFile: server.certificates.authority))
    #expect(isAboutTLS(record, "localhost"), "\(String(describing: record.failure))")
  }

  @Test func `a missing file of authorities is told`() async throws {
    let server = try TLSServer()
    let record = await get("https://127.0.0.1:\(server.port)/", HTTPConnection(caFile: "/nowhere/ca.pem"))
    #expect(isAboutTLS(record, "/nowhere/ca.pem"), "\(String(describing: record.failure))")
  }

  @Test func `a client's certificate is shown where one is demanded`() async throws {
    let server = try TLSServer(demandingClientCertificate: true)
    let url = "https://127.0.0.1:\(server.port)/"
    let refused = await get(url, HTTPConnection(caFile: server.certificates.authority))
    #expect(isAboutTLS(refused, "certificate"), "\(String(describing: refused.failure))")
    let accepted = await get(
      url,
      HTTPConnection(
        caFile: server.certificates.authority, clientCertificate: server.certificates.client,
        clientKey: server.certificates.clientKey))
    #expect(accepted.failure == nil)
    let missing = await get(
      url, HTTPConnection(caFile: server.certificates.authority, clientCertificate: "/nowhere/client.pem"))
    #expect(isAboutTLS(missing, "/nowhere/client.pem"), "\(String(describing: missing.failure))")
  }

  @Test func `authorities of the environment are trusted`() async {
    // In a process of its own: the environment belongs to all threads.
    await #expect(processExitsWith: .success) {
      let server = try TLSServer()
      func get() async -> HTTPFailure? {
        let recorder = Recorder()
        let client = CurlClient()
        _ = client.start(HTTPRequest(method: "GET", url: "https://127.0.0.1:\(server.port)/"), recorder)
        return await recorder.end().failure
      }
      unsetenv("CURL_CA_BUNDLE")
      unsetenv("SSL_CERT_FILE")
      guard case .tlsFailed = await get() else { fatalError("trusted without reason") }
      setenv("SSL_CERT_FILE", server.certificates.authority, 1)
      if let failure = await get() { fatalError("SSL_CERT_FILE: \(failure)") }
      // It vouches for nobody but its bearer.
      setenv("CURL_CA_BUNDLE", server.certificates.client, 1)
      guard case .tlsFailed = await get() else { fatalError("CURL_CA_BUNDLE does not come first") }
      setenv("CURL_CA_BUNDLE", "", 1)
      if let failure = await get() { fatalError("an empty CURL_CA_BUNDLE counts: \(failure)") }
    }
  }
}
