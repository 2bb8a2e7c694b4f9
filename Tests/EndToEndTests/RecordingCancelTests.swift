import Sandbox
import Testing

/// Cancelling while a note of a recording is made.
@Suite(.crowd, .timeLimit(.minutes(5)))
struct RecordingCancelTests {
  enum Stage: CaseIterable { case upload, answer, retry, pause, status, fetch }

  @Test(arguments: Stage.allCases)
  func `a cancel ends each stage at once`(stage: Stage) async throws {
    let sound = try Sound()
    // Where the connection is in use, it is closed.
    let (fault, path, closes) =
      switch stage {
      case .upload: ("slow=20", "/v1/note/audio", true)
      case .answer: ("on=/v1/note/audio;stall=head", "/v1/note/audio", true)
      case .retry: ("status=503;header=Retry-After:60", "/v1/note/audio", false)
      case .pause: ("on=/v1/audio;header=Retry-After:60|job=3", "/v1/audio/status", false)
      case .status: ("on=/v1/audio;stall=head|job=3", "/v1/audio/status", true)
      case .fetch: ("on=/v1/note/note;stall=head|job=1", "/v1/note/note", true)
      }
    let upstream = try Upstream(faults: fault)
    let server = try await RecordingTests.server(upstream)
    let params: JSON = ["path": .string(try sound.file("a.wav", size: 20_000_000)), "workDoneToken": "work"]
    let id = server.request("soapNote/createFromAudio", params)
    switch stage {
    case .upload: _ = try await server.message("the upload") { $0["params"]?["value"]?["percentage"]?.int ?? 0 > 0 }
    case .retry:
      _ = try await server.message("a retry") {
        $0["params"]?["value"]?["message"]?.string?.hasPrefix("Trying") == true
      }
    case .pause:
      _ = try await server.message("a status") { $0["params"]?["value"]?["message"]?.string?.hasPrefix("Proc") == true }
    default:
      while !upstream.requests.contains(where: { $0.head.path.hasPrefix(path) }) { await Task.yield() }
    }
    let before = upstream.sandbox.statistics
    let start = ContinuousClock.now
    if stage == .answer || stage == .pause {
      server.notify("window/workDoneProgress/cancel", ["token": "work"])
    } else {
      server.notify("$/cancelRequest", ["id": id])
    }
    let error = try await server.response(to: id)["error"]
    #expect(error?["code"] == -32800)
    #expect(error?["data"]?["upstreamClosed"] == true)
    #expect(start.duration(to: .now) < .seconds(5))
    if closes {
      try await upstream.wait(for: "the end of the connection") { $0.openConnections == 0 }
    }
    #expect(try await server.finish() == .status(0))
    #expect(upstream.sandbox.statistics.requests == before.requests, "nothing is asked after that")
    _ = try Relay(server.messages, id: id, workToken: "work")
  }

  @Test
  func `so many are worked on at a time, and who waits can be cancelled`() async throws {
    let (sound, upstream) = (try Sound(), try Upstream(faults: "stall=head"))
    let server = try await RecordingTests.server(upstream, ["limits": ["concurrentRequests": 2]])
    let params: JSON = ["path": .string(try sound.file("a.wav"))]
    var ids = (0..<2).map { _ in server.request("soapNote/createFromAudio", params) }
    _ = try await upstream.requests(2)
    // Requests that come together begin in any order: this one has to wait.
    ids.append(server.request("soapNote/createFromAudio", params))
    // Notes of transcripts are counted apart.
    let note = server.request("soapNote/create", ["transcript": .string(Sample.transcript)])
    _ = try await upstream.requests(3)
    #expect(upstream.requests.count { $0.head.method == "PUT" } == 2)
    for id in [ids[2], ids[0], ids[1], note] {
      server.notify("$/cancelRequest", ["id": id])
      #expect(try await server.response(to: id)["error"]?["code"] == -32800)
    }
    #expect(upstream.sandbox.statistics.requests == 3)
    #expect(try await server.finish() == .status(0))
  }
}
