import Sandbox
import Testing

@Suite(.crowd, .timeLimit(.minutes(5)))
struct UpstreamRequestTests {
  @Test(
    arguments: [
      (["transcript": "x"], ["transcript": "x", "specialty": "physician"]),
      (
        ["transcript": "a\n\"b\" \\ 👩‍⚕️ \u{1}\u{2028}", "specialty": "slp", "template": "initial"],
        ["transcript": "a\n\"b\" \\ 👩‍⚕️ \u{1}\u{2028}", "specialty": "slp", "template": "initial"]
      ),
      (
        [
          "transcript": "x", "includeBillingCodes": true, "includeIcd11": false, "includePatientSummary": true,
          "allowRestart": true, "coalesceMs": 1, "engine": "soapnoteapi", "unknown": 1,
        ],
        [
          "transcript": "x", "specialty": "physician", "include_billing_codes": true, "include_icd11": false,
          "include_patient_summary": true,
        ]
      ),
      (["transcript": "x", "template": nil, "context": nil], ["transcript": "x", "specialty": "physician"]),
    ] as [(JSON, JSON)])
  func `the body is what the API documents`(params: JSON, body: JSON) async throws {
    let upstream = try Upstream()
    let relay = try await generate(params, from: upstream)
    #expect(relay.result != nil)
    #expect(upstream.requests.map(\.body) == [body])
  }

  @Test
  func `context goes through untouched`() async throws {
    let context = try JSON(
      parsing: #"{"patient_info":{"age":52,"name":"Ünï \"Q\" 𝕏","allergies":[],"medications":["a",null]},"#
        + #""custom_instructions":"","big":9007199254740993,"huge":18446744073709551615,"t":98.6,"n":-0.25,"#
        + #""yes":true,"nested":[[{}],[1,[2]]],"":"empty"}"#)
    let upstream = try Upstream()
    let relay = try await generate(["context": context], from: upstream)
    #expect(relay.result != nil)
    #expect(upstream.requests.first?.body["context"] == context)
  }

  @Test
  func `the headers are those that the API asks for`() async throws {
    let upstream = try Upstream()
    _ = try await generate(from: upstream)
    let request = try #require(upstream.requests.first)
    let head = request.head
    #expect(head.method == "POST")
    #expect(head.path == "/v1/stream/note")
    #expect(head["authorization"] == "Bearer \(Upstream.key)")
    #expect(head["content-type"] == "application/json")
    #expect(head["accept"] == "text/event-stream")
    #expect(head["user-agent"]?.wholeMatch(of: #/soapnote-lsp\/[0-9.]+/#) != nil)
    #expect(head["content-length"] == String(request.bytes.count))
    #expect(head["cookie"] == nil)
    #expect(head["expect"] == nil, "a wait for 100 Continue would be a wait")
  }

  @Test
  func `a base URL may have a path and a slash at its end`() async throws {
    let upstream = try Upstream(faults: "status=404;on=/")
    _ = try await generate(from: upstream, environment: ["SOAPNOTEAPI_BASE_URL": upstream.sandbox.url + "/v1/proxy/"])
    #expect(upstream.requests.map(\.head.path) == ["/v1/proxy/v1/stream/note"])
  }

  @Test
  func `one connection serves one request after another`() async throws {
    let upstream = try Upstream()
    let server = try ServerProcess(environment: upstream.environment)
    for _ in 1...10 {
      #expect(try await server.call("soapNote/generate", ["transcript": "x"])["result"] != nil)
    }
    #expect(upstream.sandbox.statistics.requests == 10)
    // A request that comes while the end of the response before is still on its way opens another connection.
    #expect(upstream.sandbox.statistics.connections <= 3)
  }

  @Test
  func `a connection that the upstream closed meanwhile costs no attempt`() async throws {
    let upstream = try Upstream(faults: "hangup=0")
    let server = try ServerProcess(environment: upstream.environment)
    for number in 1...2 {
      let answer = try await server.call("soapNote/generate", ["transcript": "x", "partialResultToken": 1])
      #expect(answer["result"]?["attempts"] == 1)
      try await upstream.wait(for: "the close") { $0.openConnections == 0 && $0.requests == number }
    }
  }

  @Test
  func `no proxy sees what goes to a loopback address`() async throws {
    let upstream = try Upstream()
    let proxy = try ScriptedUpstream { peer, _ in peer.send("HTTP/1.1 502 Proxy\r\n\r\n") }
    let address = "http://127.0.0.1:\(proxy.port)"
    let variables = ["HTTP_PROXY": address, "http_proxy": address, "ALL_PROXY": address, "HTTPS_PROXY": address]
    let relay = try await generate(from: upstream, environment: variables)
    #expect(relay.result != nil)
  }
}
