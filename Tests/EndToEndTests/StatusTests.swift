import Sandbox
import Testing

@Suite(.crowd, .timeLimit(.minutes(5)))
struct StatusTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var fault: String
    var reason: String
    var status: Int?
    var isRetried = false
    var code: JSON?
    var retryAfter: JSON?

    var testDescription: String { fault }
  }

  @Test(arguments: [
    Row(fault: "status=402", reason: "insufficientBalance", status: 402, code: "HTTP_402"),
    Row(fault: "status=429;body=text", reason: "insufficientBalance", status: 429),
    Row(fault: "status=429;body=empty", reason: "insufficientBalance", status: 429),
    Row(
      fault: "status=429;code=INSUFFICIENT_BALANCE", reason: "insufficientBalance", status: 429,
      code: "INSUFFICIENT_BALANCE"),
    Row(
      fault: "status=429;code=INSUFFICIENT_BALANCE;header=Retry-After:0", reason: "insufficientBalance", status: 429,
      code: "INSUFFICIENT_BALANCE"),
    Row(
      fault: "status=429;body=text;header=Retry-After:0", reason: "rateLimited", status: 429, isRetried: true,
      retryAfter: 0),
    Row(
      fault: "status=429;code=RATE_LIMIT_EXCEEDED", reason: "rateLimited", status: 429, isRetried: true,
      code: "RATE_LIMIT_EXCEEDED"),
    Row(fault: "status=401", reason: "unauthorized", status: 401, code: "AUTHENTICATION_ERROR"),
    Row(fault: "status=403", reason: "unauthorized", status: 403, code: "AUTHORIZATION_ERROR"),
    Row(fault: "status=401;body=legacy;code=UNAUTHORIZED", reason: "unauthorized", status: 401, code: "UNAUTHORIZED"),
    Row(fault: "status=400", reason: "invalidRequest", status: 400, code: "VALIDATION_ERROR"),
    Row(fault: "status=404", reason: "invalidRequest", status: 404, code: "NOT_FOUND"),
    Row(fault: "status=405", reason: "invalidRequest", status: 405, code: "METHOD_NOT_ALLOWED"),
    Row(fault: "status=413;body=html", reason: "invalidRequest", status: 413),
    Row(fault: "status=415;body=text", reason: "invalidRequest", status: 415),
    Row(fault: "status=422", reason: "invalidRequest", status: 422, code: "HTTP_422"),
    Row(fault: "status=418;body=empty", reason: "invalidRequest", status: 418),
    Row(fault: "status=500", reason: "upstreamUnavailable", status: 500, isRetried: true, code: "HTTP_500"),
    Row(fault: "status=502;body=html", reason: "upstreamUnavailable", status: 502, isRetried: true),
    Row(fault: "status=503;body=empty", reason: "upstreamUnavailable", status: 503, isRetried: true),
    Row(fault: "status=504;body=text", reason: "upstreamUnavailable", status: 504, isRetried: true),
    Row(
      fault: "status=503;body=empty;header=Retry-After:0", reason: "upstreamUnavailable", status: 503, isRetried: true,
      retryAfter: 0),
    Row(
      fault: "status=503;body=empty;header=Retry-After:Sun%2C 06 Nov 1994 08%3A49%3A37 GMT",
      reason: "upstreamUnavailable", status: 503, isRetried: true, retryAfter: 0),
    Row(
      fault: "status=503;body=empty;header=Retry-After:soon", reason: "upstreamUnavailable", status: 503,
      isRetried: true),
    Row(fault: "status=204;body=empty", reason: "malformedStream"),
    Row(fault: "status=200;body=json", reason: "malformedStream", code: "HTTP_200"),
    Row(fault: "status=200;body=html", reason: "malformedStream"),
    Row(fault: "status=200;body=text", reason: "malformedStream"),
    Row(fault: "type=application/json", reason: "malformedStream"),
    Row(fault: "garbage=head", reason: "malformedStream"),
    // The connection is lost before there is an answer.
    Row(fault: "close=head", reason: "connectionLost", isRetried: true),
    Row(fault: "reset=head", reason: "connectionLost", isRetried: true),
    Row(fault: "close=wire:20", reason: "connectionLost", isRetried: true),
  ])
  func `a status has its reason`(row: Row) async throws {
    let upstream = try Upstream(faults: row.fault)
    let relay = try await generate(
      from: upstream, settings: ["retry": ["maxAttempts": 2, "baseDelayMs": 1]])
    let data = try #require(relay.data)
    #expect(relay.error?["code"] == -32803)
    #expect(data["reason"] == .string(row.reason))
    #expect(data["attempts"]?.int == (row.isRetried ? 2 : 1))
    #expect(upstream.sandbox.statistics.requests == (row.isRetried ? 2 : 1))
    #expect(data["retryable"] == .bool(row.isRetried))
    #expect(data["engine"] == "soapnoteapi")
    if let status = row.status { #expect(data["httpStatus"]?.int == status) }
    #expect(data["upstreamCode"] == row.code)
    #expect(data["retryAfterMs"] == row.retryAfter)
    #expect(data["partial"] == ["chunks": 0, "characters": 0])
    #expect(
      data.keys.isSubset(of: [
        "reason", "retryable", "attempts", "engine", "httpStatus", "upstreamCode", "details", "retryAfterMs", "partial",
      ]))
    let message = try #require(relay.error?["message"]?.string)
    #expect(message.hasSuffix("."), "a sentence")
    #expect(!message.contains("Injected"), "the upstream's words are not shown to a clinician")
    #expect(relay.chunks.isEmpty)
  }

  @Test
  func `the upstream's details name the fields`() async throws {
    let body =
      #"{"error":{"code":"VALIDATION_ERROR","message":"m","details":[{"field":"transcript","message":"too short"}]}}"#
    let upstream = try ScriptedUpstream { peer, _ in
      peer.send(
        "HTTP/1.1 400 Bad\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }
    let relay = try await generate(from: upstream)
    #expect(relay.data?["details"] == [["field": "transcript", "message": "too short"]])
    #expect(relay.error?["message"]?.string?.contains("transcript") == true)
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func `a redirect is not followed`(status: Int) async throws {
    let other = try Upstream()
    let upstream = try Upstream(faults: "status=\(status);body=empty;redirect=\(other.sandbox.url)/v1/stream/note")
    let relay = try await generate(from: upstream)
    #expect(relay.error?["code"] == -32803)
    #expect(relay.data?["attempts"] == 1)
    #expect(other.sandbox.statistics.connections == 0)
  }

  @Test(arguments: ["text/event-stream", "text/event-stream; charset=utf-8", "Text/Event-Stream;charset=UTF-8", nil])
  func `an event stream is known by its type, or has none`(type: String?) async throws {
    let upstream = try ScriptedUpstream(
      stream: Array("data: {\"content\":\"a\"}\n\ndata: [DONE]\n\n".utf8), type: type)
    #expect(try await generate(from: upstream).result?["text"] == "a")
  }

  @Test
  func `an answer before the request was taken is an answer`() async throws {
    let upstream = try Upstream(faults: "early=1;status=401")
    let transcript = String(repeating: "x", count: 3_000_000)
    let relay = try await generate(["transcript": .string(transcript)], from: upstream)
    #expect(relay.reason == "unauthorized")
  }

  @Test
  func `a name that does not exist and a port where nobody listens are unavailable`() async throws {
    let gone = try Upstream()
    let address = gone.sandbox.url
    gone.sandbox.stop()
    for (url, settings) in [
      (address, ["retry": ["maxAttempts": 2, "baseDelayMs": 1]] as JSON),
      ("https://no-such-host.invalid", ["retry": ["maxAttempts": 2, "baseDelayMs": 1]] as JSON),
    ] as [(String, JSON)] {
      let relay = try await generate(
        environment: ["SOAPNOTEAPI_KEY": Upstream.key, "SOAPNOTEAPI_BASE_URL": url], settings: settings)
      #expect(relay.reason == "upstreamUnavailable")
      #expect(relay.data?["attempts"] == 2)
      #expect(relay.data?["httpStatus"] == nil)
    }
  }

  @Test
  func `a server without TLS is no secure endpoint`() async throws {
    let plain = try ScriptedUpstream { peer, _ in peer.send("HTTP/1.1 400 Bad\r\n\r\n") }
    let relay = try await generate(
      environment: ["SOAPNOTEAPI_KEY": Upstream.key, "SOAPNOTEAPI_BASE_URL": "https://127.0.0.1:\(plain.port)"],
      settings: ["retry": ["maxAttempts": 1], "timeouts": ["connectMs": 2000]])
    #expect(relay.reason == "upstreamUnavailable")
  }

  @Test(arguments: [
    "http://192.0.2.1", "http://example.invalid/", "http://127.0.0.1.example.invalid", "HTTP://10.0.0.1",
  ])
  func `a key never goes in the clear to another machine`(url: String) async throws {
    let relay = try await generate(environment: ["SOAPNOTEAPI_KEY": Upstream.key, "SOAPNOTEAPI_BASE_URL": url])
    #expect(relay.reason == "insecureEndpoint")
    #expect(relay.data?["attempts"] == 0)
    #expect(relay.data?["retryable"] == false)
  }

  @Test(arguments: [
    "ftp://127.0.0.1", "127.0.0.1", "not a url", "http://", "http://a@127.0.0.1", "http://127.0.0.1/?a=b",
  ])
  func `an address that is none is said to be none`(url: String) async throws {
    let relay = try await generate(environment: ["SOAPNOTEAPI_KEY": Upstream.key, "SOAPNOTEAPI_BASE_URL": url])
    #expect(relay.reason == "notConfigured")
  }
}
