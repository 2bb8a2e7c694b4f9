import Foundation
import Sandbox
import Testing

/// What can go wrong upstream, where in the stream, for one request and for fifty, with leave to restart and without.
///
/// One server lives through the rows of a test: after each it must be as good as before, and at the end as small.
@Suite(.crowd, .timeLimit(.minutes(5)))
struct FaultMatrixTests {
  /// A row of the matrix.
  struct Fault: Sendable, CustomTestStringConvertible {
    /// In the sandbox's grammar; `@` stands for the place, `#` for the text event.
    let rule: String
    /// What may be answered for it.
    let reasons: Set<String>
    /// Whether another attempt is made.
    var isRetried = true
    var places = Place.allCases
    /// Whether it is too much of a load for fifty at once.
    var isFlood: Bool { rule.hasPrefix("endless") }

    var testDescription: String { rule }

    func at(_ place: Place) -> String {
      rule.replacing("@", with: place.rawValue).replacing("#", with: place.event)
    }
  }

  enum Place: String, CaseIterable, Sendable {
    case first = "event:1"
    case middle = "50%"
    case last = "done"

    var event: String {
      switch self {
      case .first: "first"
      case .middle: "middle"
      case .last: "last"
      }
    }
  }

  static let settings: JSON = [
    "retry": ["maxAttempts": 2, "baseDelayMs": 1],
    "timeouts": ["connectMs": 5000, "firstChunkMs": 2000, "idleMs": 400, "totalMs": 4000],
    "limits": ["eventBytes": 20_000, "noteBytes": 100_000],
  ]

  static let faults: [Fault] =
    [
      Fault(rule: "reset=@", reasons: ["connectionLost"]),
      Fault(rule: "close=@", reasons: ["connectionLost"]),
      Fault(rule: "cut=@", reasons: ["connectionLost"]),
      Fault(rule: "cut=@;http10", reasons: ["connectionLost"]),
      Fault(rule: "close=@;framing=close", reasons: ["connectionLost"]),
      Fault(rule: "close=@;framing=length", reasons: ["connectionLost"]),
      Fault(rule: "cut=@;polite", reasons: ["connectionLost"]),
      Fault(rule: "cut=@;gzip", reasons: ["connectionLost", "malformedStream"], places: [.middle]),
      Fault(rule: "stall=@", reasons: ["timeout"]),
      Fault(rule: "stall=@;drip", reasons: ["timeout"], places: [.middle]),
      Fault(rule: "garbage=@", reasons: ["malformedStream"], isRetried: false),
      Fault(rule: "error=#,string", reasons: ["generationFailed"], isRetried: false),
      Fault(rule: "error=#,object,more", reasons: ["generationFailed"], isRetried: false),
      Fault(rule: "error=#,object,done", reasons: ["generationFailed"], isRetried: false),
      Fault(rule: "giant=30000,#", reasons: ["malformedStream"], isRetried: false),
      Fault(rule: "endless=line", reasons: ["malformedStream"], isRetried: false, places: [.middle]),
      Fault(rule: "endless=lines", reasons: ["malformedStream"], isRetried: false, places: [.middle]),
      Fault(rule: "endless=events", reasons: ["malformedStream"], isRetried: false, places: [.middle]),
      Fault(
        rule: "endless=head", reasons: ["malformedStream"], isRetried: false, places: [.middle]),
      Fault(rule: "done=none", reasons: ["connectionLost"], places: [.last]),
      Fault(rule: "close=head", reasons: ["connectionLost"], places: [.first]),
      Fault(rule: "reset=head", reasons: ["connectionLost"], places: [.first]),
      Fault(rule: "stall=head", reasons: ["timeout"], places: [.first]),
      Fault(rule: "close=wire:9", reasons: ["connectionLost"], places: [.first]),
      Fault(rule: "type=text/html", reasons: ["malformedStream"], isRetried: false, places: [.first]),
      Fault(rule: "type=application/json", reasons: ["malformedStream"], isRetried: false, places: [.first]),
      Fault(rule: "redirect=http://127.0.0.1:9/", reasons: ["malformedStream"], isRetried: false, places: [.first]),
    ] + statuses

  static let statuses: [Fault] =
    [
      (400, "invalidRequest", false), (401, "unauthorized", false), (402, "insufficientBalance", false),
      (403, "unauthorized", false), (404, "invalidRequest", false), (405, "invalidRequest", false),
      (413, "invalidRequest", false), (415, "invalidRequest", false), (422, "invalidRequest", false),
      (429, "insufficientBalance", false), (500, "upstreamUnavailable", true), (502, "upstreamUnavailable", true),
      (503, "upstreamUnavailable", true), (504, "upstreamUnavailable", true),
    ].map { status, reason, isRetried in
      Fault(
        rule: "status=\(status);body=\(status % 2 == 0 ? "html" : "empty")", reasons: [reason], isRetried: isRetried,
        places: [.first])
    }

  /// Makes `count` requests at once and returns what came of them.
  private static func ask(_ server: ServerProcess, _ count: Int, allowRestart: Bool) async throws -> [Relay] {
    let start = server.messages.count
    let asked = (0..<count).map { _ in
      let token = JSON.string(UUID().uuidString)
      let params: JSON = [
        "transcript": "x", "partialResultToken": token, "workDoneToken": .string("work \(token)"),
        "allowRestart": .bool(allowRestart),
      ]
      return (token, server.request("soapNote/generate", params))
    }
    let ids = Set(asked.map(\.1.description))
    let log = try await server.wait(for: "\(count) answers", within: .seconds(60)) { state in
      let log = state.wire.messages[start...]
      let answered = log.count { $0["method"] == nil && ids.contains($0["id"]?.description ?? "") }
      return answered >= count ? Array(log) : nil
    }
    return try asked.map { token, id in
      try Relay(log, id: id, partialToken: token, workToken: .string("work \(token)"))
    }
  }

  private static func check(_ relay: Relay, _ fault: Fault, allowRestart: Bool) {
    let row = "\(fault.rule): \(relay.response)"
    #expect(relay.result == nil, "a failure that looks like a note: \(row)")
    #expect(relay.error?["code"] == -32803, "\(row)")
    #expect(fault.reasons.contains(relay.reason ?? ""), "\(row)")
    #expect(relay.error?["message"]?.string?.hasSuffix(".") == true, "\(row)")
    #expect(Sample.note.hasPrefix(relay.text) || fault.rule.contains("endless") || fault.rule.contains("giant"))
    let isAgain = fault.isRetried && (allowRestart || relay.chunks.isEmpty && relay.restarts.isEmpty)
    #expect(relay.data?["attempts"]?.int == (isAgain ? 2 : 1), "\(row)")
    #expect(relay.data?["retryable"]?.bool == (fault.isRetried || relay.reason == "generationFailed"), "\(row)")
    if !allowRestart { #expect(relay.restarts.isEmpty) }
  }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status")),
    arguments: [1, 50], [false, true])
  func `no fault ends as a note, and none leaves anything behind`(streams: Int, allowRestart: Bool) async throws {
    let upstream = try Upstream()
    let server = try ServerProcess(environment: upstream.environment)
    _ = try await server.call("initialize", ["capabilities": [:], "initializationOptions": Self.settings])
    _ = try await Self.ask(server, streams, allowRestart: allowRestart)
    let before = try Holdings(server)
    for fault in Self.faults where streams == 1 || !fault.isFlood {
      for place in fault.places where streams == 1 || place == fault.places[fault.places.count / 2] {
        try upstream.sandbox.setFaults(fault.at(place))
        for relay in try await Self.ask(server, streams, allowRestart: allowRestart) {
          Self.check(relay, fault, allowRestart: allowRestart)
        }
        try await upstream.wait(for: "the end of the streams of \(fault.at(place))") { $0.streamsInFlight == 0 }
        // The next request finds everything in order.
        try upstream.sandbox.setFaults("")
        let next = try await Self.ask(server, 1, allowRestart: false)
        #expect(next[0].result?["text"] == .string(Sample.note), "after \(fault.at(place))")
        #expect(next[0].result?["attempts"] == 1, "after \(fault.at(place))")
      }
    }
    let after = try Holdings(server)
    #expect(after.memory - before.memory < 12 << 20, "\(before) before, \(after) after")
    #expect(after.descriptors <= before.descriptors + 4, "\(before) before, \(after) after")
    // The wait before a retry is the runtime's, which may have threads of its own for it.
    #expect(after.threads <= before.threads + 3, "\(before) before, \(after) after")
    #expect(try await server.finish() == .status(0))
    server.checkOutput()
  }

  /// What fails once is whole the second time, where a restart is allowed.
  @Test
  func `a fault that passes costs a restart and no more`() async throws {
    let upstream = try Upstream()
    let server = try ServerProcess(environment: upstream.environment)
    _ = try await server.call("initialize", ["capabilities": [:], "initializationOptions": Self.settings])
    for fault in Self.faults where fault.isRetried {
      for place in fault.places {
        try upstream.sandbox.setFaults(fault.at(place) + ";times=1")
        let relay = try await Self.ask(server, 1, allowRestart: true)[0]
        #expect(relay.result?["text"] == .string(Sample.note), "\(fault.at(place)): \(relay.response)")
        #expect(relay.result?["attempts"] == 2, "\(fault.at(place))")
        #expect(relay.text == Sample.note)
      }
    }
  }

  /// What is unusual, and no fault.
  @Test(arguments: [
    "drip=wire", "drip", "split=1,2,3;gap=1", "framing=close", "framing=length", "http10", "polite", "hangup", "bom",
    "comments", "fields", "multiline", "eol=cr", "eol=crlf", "eol=mixed", "escapes=all", "escapes=split",
    "done=line", "done=bare", "heartbeat=1;stall=event:2,50", "chars=1", "delay=50", "first=50", "giant=15000",
  ])
  func `what is unusual is a note all the same`(rule: String) async throws {
    let upstream = try Upstream(faults: rule)
    let server = try ServerProcess(environment: upstream.environment)
    _ = try await server.call("initialize", ["capabilities": [:], "initializationOptions": Self.settings])
    for _ in 1...3 {
      let relay = try await Self.ask(server, 1, allowRestart: false)[0]
      #expect(relay.result?["text"]?.string == relay.text)
      #expect(relay.text == Sample.note || rule.hasPrefix("giant"))
      #expect(relay.result?["warnings"] == nil)
    }
  }

  /// Where there is nothing to talk to.
  @Test(arguments: [
    ("http://127.0.0.1:1", "upstreamUnavailable"), ("https://name.invalid", "upstreamUnavailable"),
    ("https://127.0.0.1:@", "upstreamUnavailable"), ("http://example.invalid", "insecureEndpoint"),
    ("http://[::1]:1", "upstreamUnavailable"), ("ftp://127.0.0.1", "notConfigured"), ("nonsense", "notConfigured"),
  ])
  func `an endpoint that cannot be reached is a failure with its reason`(url: String, reason: String) async throws {
    let upstream = try Upstream()
    let url = url.replacing("@", with: String(upstream.sandbox.port))
    for count in [1, 50] {
      let server = try ServerProcess(environment: ["SOAPNOTEAPI_KEY": Upstream.key, "SOAPNOTEAPI_BASE_URL": url])
      let settings: JSON = ["retry": ["baseDelayMs": 1]]
      _ = try await server.call("initialize", ["capabilities": [:], "initializationOptions": settings])
      for relay in try await Self.ask(server, count, allowRestart: true) {
        #expect(relay.reason == reason, "\(url): \(relay.response)")
        #expect(relay.text.isEmpty)
      }
      #expect(try await server.finish() == .status(0))
    }
  }
}
