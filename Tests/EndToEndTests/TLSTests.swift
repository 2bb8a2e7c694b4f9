import Sandbox
import Testing

/// Who is trusted, and what a person is told when nobody is.
@Suite(.crowd, .timeLimit(.minutes(5)), .enabled(if: Gateway.isPossible, "needs openssl and node"))
struct TLSTests {
  static func session(
    _ address: String, environment: [String: String] = [:], settings: [String: JSON] = [:]
  ) async throws -> ServerProcess {
    let basics = ["SOAPNOTEAPI_KEY": Upstream.key, "SOAPNOTEAPI_BASE_URL": address]
    let server = try ServerProcess(environment: basics.merging(environment) { $1 })
    let quick: JSON = ["retry": ["maxAttempts": 1]]
    _ = try await server.call("initialize", ["capabilities": [:], "initializationOptions": quick.with(settings)])
    return server
  }

  private static let sample: JSON = ["transcript": .string(Sample.transcript)]

  private static func message(_ server: ServerProcess) async throws -> String {
    let error = try await server.call("soapNote/generate", sample)["error"]
    #expect(error?["data"]?["reason"] == "upstreamUnavailable")
    #expect(!server.output.contains("canary".utf8))
    return try #require(error?["message"]?.string)
  }

  @Test(arguments: ["SSL_CERT_FILE", "CURL_CA_BUNDLE"])
  func `a private authority is trusted where it is named`(variable: String) async throws {
    let upstream = try Upstream()
    let gateway = try Gateway(tlsTo: upstream.sandbox.port)
    let authority = try Gateway.certificates().certificate("ca")
    let server = try await Self.session("https://127.0.0.1:\(gateway.port)", environment: [variable: authority])
    for method in ["soapNote/generate", "soapNote/create"] {
      #expect(try await server.call(method, Self.sample)["result"]?["text"] == .string(Sample.note))
    }
    let probe = try await server.call("soapNote/status", ["probe": true])["result"]?["probe"]
    #expect(probe?["reachable"] == true)
    #expect(probe?["timing"]?.keys == ["nameLookupMs", "connectMs", "tlsMs", "firstByteMs"])
    let stranger = try await Self.message(try await Self.session("https://127.0.0.1:\(gateway.port)"))
    #expect(stranger.hasPrefix("No secure connection to SOAPNoteAPI: its certificate comes from an authority"))
    #expect(stranger.contains("SSL_CERT_FILE"))
    #expect(upstream.requests.count == 3, "the stranger sent nothing")
  }

  @Test(arguments: [
    ("expired", "127.0.0.1", "its certificate has expired, or this computer's clock ("),
    ("future", "127.0.0.1", "its certificate is not valid yet, or this computer's clock ("),
    ("server", "localhost", "its certificate is another host's."),
  ])
  func `what is wrong with a certificate is said, and what to do`(
    name: String, host: String, words: String
  ) async throws {
    let upstream = try Upstream()
    let gateway = try Gateway(tlsTo: upstream.sandbox.port, as: name)
    let authority = try Gateway.certificates().certificate("ca")
    let server = try await Self.session("https://\(host):\(gateway.port)", environment: ["SSL_CERT_FILE": authority])
    let message = try await Self.message(server)
    #expect(message.hasPrefix("No secure connection to SOAPNoteAPI: \(words)"), "\(message)")
    #expect(message.hasSuffix("then try again."))
    if name != "server" { #expect(message.contains(#/clock \(20\d\d-\d\d-\d\d \d\d:\d\d UTC\)/#)) }
    let probe = try await server.call("soapNote/status", ["probe": true])["result"]?["probe"]
    #expect(probe?["message"]?.string?.prefix(90) == message.prefix(90))
    #expect(probe?["timing"]?["tlsMs"] == nil)
    #expect(upstream.requests.isEmpty)
  }

  @Test
  func `a file of authorities that is not there is said`() async throws {
    let gateway = try Gateway(tlsTo: 1)
    let server = try await Self.session(
      "https://127.0.0.1:\(gateway.port)", environment: ["SSL_CERT_FILE": "/nowhere/ca.pem"])
    let message = try await Self.message(server)
    #expect(message.contains("/nowhere/ca.pem") && message.contains("SSL_CERT_FILE"), "\(message)")
  }

  @Test
  func `a client shows its certificate where the settings name one`() async throws {
    let upstream = try Upstream()
    let gateway = try Gateway(tlsTo: upstream.sandbox.port, demandingClientCertificate: true)
    let certificates = try Gateway.certificates()
    func session(_ settings: [String: JSON]) async throws -> ServerProcess {
      try await Self.session(
        "https://127.0.0.1:\(gateway.port)", environment: ["SSL_CERT_FILE": certificates.certificate("ca")],
        settings: ["soapnoteapi": .object(settings)])
    }
    let (file, key) = (certificates.certificate("client"), certificates.key("client"))
    let known = try await session(["clientCertificate": .string(file), "clientKey": .string(key)])
    #expect(try await known.call("soapNote/generate", Self.sample)["result"]?["text"] == .string(Sample.note))
    for (settings, words) in [
      ([:], "wants one"), (["clientCertificate": "/nowhere/client.pem"], "/nowhere/client.pem"),
      (["clientCertificate": .string(file), "clientKey": .string(certificates.key("expired"))], "cannot be used"),
      // Nobody is there to be asked for its password.
      (["clientCertificate": .string(file), "clientKey": .string(certificates.key("locked"))], "cannot be used"),
    ] as [([String: JSON], String)] {
      let message = try await Self.message(try await session(settings))
      #expect(message.contains(words), "\(message)")
      #expect(message.contains("soapnoteapi.clientCertificate"), "\(message)")
    }
    #expect(upstream.requests.count == 1)
  }
}
