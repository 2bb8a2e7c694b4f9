import Foundation
import Sandbox
import Testing

/// What stands between a clinic and the API.
@Suite(.crowd, .timeLimit(.minutes(5)))
struct NetworkTests {
  private static let sample: JSON = [
    "transcript": .string(Sample.transcript), "partialResultToken": "text", "workDoneToken": "work",
  ]

  // Log-in pages.

  private static let requests: [(String, JSON)] = [
    ("soapNote/generate", sample), ("soapNote/create", sample), ("soapNote/get", ["noteId": "n"]),
    ("soapNote/visitSummary", ["visits": [["visitDate": "2026-01-05", "summary": "x"]]]),
    ("soapNote/createFromAudio", [:]),
  ]

  @Test(
    arguments: requests,
    ["status=200;body=html", "status=302;body=html;redirect=", "status=200;type=text/plain;body=text"])
  func `a log-in page is no note, and gets no key`(request: (String, JSON), fault: String) async throws {
    let (method, params) = request
    let (sound, other) = (try Sound(), try Upstream())
    let upstream = try Upstream(
      faults: fault.hasSuffix("redirect=") ? fault + other.sandbox.url + "/login" : fault)
    let server = try await TLSTests.session(upstream.sandbox.url)
    let path: [String: JSON] = method.hasSuffix("Audio") ? ["path": .string(try sound.file("a.wav"))] : [:]
    let error = try await server.call(method, params.with(path))["error"]
    #expect(error?["data"]?["reason"] == "malformedStream")
    #expect(error?["data"]?["retryable"] == false)
    let message = try #require(error?["message"]?.string)
    #expect(message.contains(fault.contains("302") ? "another address" : "log-in page"), "\(message)")
    #expect(message.contains("base URL"))
    #expect(other.sandbox.statistics.connections == 0)
    #expect(upstream.requests.count == 1)
  }

  @Test(arguments: [false, true])
  func `what does not speak TLS is called so`(isProxy: Bool) async throws {
    let plain = try ScriptedUpstream { peer, _ in
      peer.send("HTTP/1.1 200 OK\r\n\r\n")
      peer.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>Log in</html>")
    }
    // A server that waits for a whole request gets one from a proxy's client alone; any other is plain from the start.
    let upstream = try Upstream()
    let server = try await TLSTests.session(
      isProxy ? "https://soapnote.invalid" : upstream.sandbox.url.replacing("http:", with: "https:"),
      environment: isProxy ? ["HTTPS_PROXY": "http://127.0.0.1:\(plain.port)"] : [:])
    let error = try await server.call("soapNote/generate", Self.sample)["error"]
    #expect(error?["data"]?["reason"] == "upstreamUnavailable")
    let message = try #require(error?["message"]?.string)
    #expect(message.contains("does not speak TLS"), "\(message)")
    #expect(message.contains("HTTPS_PROXY") && message.contains("log-in page"), "\(message)")
    #expect(!message.contains("clock"), "\(message)")
  }

  // Proxies.

  @Test(.enabled(if: Gateway.isPossible, "needs openssl and node"))
  func `a proxy is used with its name and password, which go nowhere else`() async throws {
    let upstream = try Upstream(pace: 20)
    let gateway = try Gateway(tlsTo: upstream.sandbox.port)
    let proxy = try Gateway(proxyTo: gateway.port, user: "ada:canary-word")
    let authority = try Gateway.certificates().certificate("ca")
    func session(_ environment: [String: String]) async throws -> ServerProcess {
      try await TLSTests.session(
        "https://soapnote.invalid", environment: environment.merging(["SSL_CERT_FILE": authority]) { $1 })
    }
    func message(_ environment: [String: String]) async throws -> String {
      let server = try await session(environment)
      let error = try await server.call("soapNote/generate", Self.sample)["error"]
      #expect(error?["data"]?["reason"] == "upstreamUnavailable")
      #expect(!server.output.contains("canary-word".utf8))
      #expect(!server.standardError.contains("canary-word"))
      return try #require(error?["message"]?.string)
    }
    let address = "http://ada:canary-word@127.0.0.1:\(proxy.port)"
    let server = try await session(["HTTPS_PROXY": address])
    #expect(try await server.call("soapNote/generate", Self.sample)["result"]?["text"] == .string(Sample.note))
    // libcurl waits to be asked for credentials, or gives them at once.
    #expect(proxy.nextConnection() == "CONNECT soapnote.invalid:443 HTTP/1.1 with")
    #if os(Linux)
      let words = try String(contentsOfFile: "/proc/\(server.processID)/cmdline", encoding: .utf8)
      #expect(!words.contains("canary-word"))
    #endif
    #expect(!server.output.contains("canary-word".utf8))
    #expect(upstream.requests.first?.head["proxy-authorization"] == nil)

    // A cancel goes all the way.
    try upstream.sandbox.setFaults("stall=event:1")
    let id = server.request("soapNote/generate", Self.sample.with(["partialResultToken": "more"]))
    _ = try await server.message("text") { $0["params"]?["token"] == "more" }
    server.notify("$/cancelRequest", ["id": id])
    #expect(try await server.response(to: id)["error"]?["code"] == -32800)
    try await upstream.wait(for: "the end of the stream") { $0.streamsInFlight == 0 }

    let unnamed = try await message(["HTTPS_PROXY": "http://127.0.0.1:\(proxy.port)"])
    #expect(unnamed.contains("the proxy answered 407. It wants a name and a password"), "\(unnamed)")
    let wrong = try await message(["HTTPS_PROXY": "http://ada:wrong@127.0.0.1:\(proxy.port)"])
    #expect(wrong.contains("407"))
    let gone = try await message(["HTTPS_PROXY": "http://ada:canary-word@127.0.0.1:1"])
    #expect(gone.hasPrefix("The proxy did not let the request through"), "\(gone)")
    let unknown = try await message(["HTTPS_PROXY": "http://ada:canary-word@proxy.invalid:1"])
    #expect(unknown.contains("proxy"), "\(unknown)")
    let excepted = try await message(["HTTPS_PROXY": address, "NO_PROXY": "localhost,.invalid"])
    #expect(excepted.contains("(soapnote.invalid) could not be found"), "\(excepted)")
  }

  @Test
  func `a key for this machine does not go to a proxy`() async throws {
    let (upstream, proxy) = (try Upstream(), try Upstream())
    for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
      let server = try await TLSTests.session(upstream.sandbox.url, environment: [name: proxy.sandbox.url])
      #expect(try await server.call("soapNote/generate", Self.sample)["result"] != nil)
    }
    #expect(proxy.sandbox.statistics.connections == 0)
  }

  // Addresses.

  @Test
  func `IPv6 is an address like any other`() async throws {
    let upstream = try Upstream(hosts: [.ipv6])
    let port = upstream.sandbox.port
    for address in ["http://[::1]:\(port)", "http://localhost:\(port)"] {
      let server = try await TLSTests.session(address)
      #expect(try await server.call("soapNote/generate", Self.sample)["result"]?["text"] == .string(Sample.note))
    }
    #expect(upstream.requests.count == 2)
  }

  @Test(.enabled(if: SlowNames.isPossible, "needs a C compiler and Linux"))
  func `a name that is long being looked up holds up nothing`() async throws {
    let names = try SlowNames()
    let environment = names.environment
    let server = try await TLSTests.session("https://slow.invalid", environment: environment)
    let id = server.request("soapNote/generate", Self.sample)
    _ = try await server.message("the beginning") { $0["params"]?["token"] == "work" }
    try await names.waitUntilAsked()
    let start = ContinuousClock.now
    #expect(try await server.call("soapNote/generate", ["transcript": "a b", "engine": "offline"])["result"] != nil)
    server.notify("$/cancelRequest", ["id": id])
    let error = try await server.response(to: id)["error"]
    #expect(error?["code"] == -32800)
    #expect(error?["data"]?["upstreamClosed"] == true)
    // The process does not wait for the name either.
    #expect(try await server.finish() == .status(0))
    #expect(start.duration(to: .now) < .seconds(5))

    let limited = try await TLSTests.session(
      "https://slow.invalid", environment: environment, settings: ["timeouts": ["connectMs": 300]])
    let late = try await limited.call("soapNote/generate", Self.sample)["error"]
    #expect(late?["data"]?["reason"] == "upstreamUnavailable")
    #expect(late?["message"]?.string?.contains("within the time allowed") == true)
    #expect(start.duration(to: .now) < .seconds(10))
  }

  // HTTP/2.

  @Test(.enabled(if: Gateway.isPossible, "needs openssl and node"))
  func `notes are streamed over HTTP_2, on one connection`() async throws {
    let upstream = try Upstream(faults: "stall=event:2")
    let gateway = try Gateway(tlsTo: upstream.sandbox.port, http2: true)
    let server = try await TLSTests.session(
      "https://127.0.0.1:\(gateway.port)",
      environment: ["SSL_CERT_FILE": try Gateway.certificates().certificate("ca")])
    let id = server.request("soapNote/generate", Self.sample)
    _ = try await server.message("text before the end") { $0["params"]?["token"] == "text" }
    #expect(gateway.nextConnection() == "session")
    server.notify("$/cancelRequest", ["id": id])
    #expect(try await server.response(to: id)["error"]?["code"] == -32800)
    try await upstream.wait(for: "the end of the stream") { $0.streamsInFlight == 0 }
    try upstream.sandbox.setFaults("")
    let ids = (0..<3).map {
      server.request(
        "soapNote/generate", Self.sample.with(["partialResultToken": .number("\($0)"), "workDoneToken": nil]))
    }
    for id in ids { #expect(try await server.response(to: id)["result"]?["text"] == .string(Sample.note)) }
    let sound = try Sound()
    try upstream.sandbox.setFaults("job=1")
    let path = try sound.file("a.wav", size: 3_000_000)
    let note = try await server.call("soapNote/createFromAudio", ["path": .string(path)])
    #expect(note["result"]?["text"] == .string(Sample.note), "\(note)")
    let audio = upstream.requests.flatMap(\.parts).first { $0.name == "audio" }
    #expect(audio?.count == 3_000_000)
  }
}
