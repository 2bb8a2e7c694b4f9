import Foundation
import Sandbox
import Testing

/// `soapNote/createFromAudio`: notes of recordings.
@Suite(.crowd, .timeLimit(.minutes(5)))
struct RecordingTests {
  static func server(_ upstream: any Serving, _ settings: JSON = [:]) async throws -> ServerProcess {
    let server = try ServerProcess(environment: upstream.environment)
    let quick: JSON = ["retry": ["maxAttempts": 2, "baseDelayMs": 1]]
    let options = quick.with(settings.object ?? [:])
    _ = try await server.call("initialize", ["capabilities": [:], "initializationOptions": options])
    return server
  }

  /// Answers each request with one of these, in order: a status and a JSON body.
  private static func answering(_ answers: [(Int, String)]) throws -> ScriptedUpstream {
    try ScriptedUpstream { peer, number in
      let (status, body) = answers[min(number, answers.count) - 1]
      peer.send(
        "HTTP/1.1 \(status) X\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
          + "Connection: close\r\n\r\n\(body)")
    }
  }

  @Test(arguments: [
    ("visit.wav", "RIFF\0\0\0\0WAVE", "wav", "audio/wav"), ("visit.MP3", "", "mp3", "audio/mpeg"),
    ("visit", "ID3", "mp3", "audio/mpeg"), ("visit", "\u{FF}\u{FB}", "mp3", "audio/mpeg"),
    ("visit.bin", "OggS", "ogg", "audio/ogg"), ("visit.opus", "", "ogg", "audio/ogg"),
    ("visit.x", "fLaC", "flac", "audio/flac"), ("visit", "\u{1A}\u{45}\u{DF}\u{A3}", "webm", "audio/webm"),
    ("visit", "\0\0\0\u{18}ftypM4A ", "m4a", "audio/mp4"), ("visit.m4a", "\0\0\0\u{18}ftypisom", "m4a", "audio/mp4"),
    ("visit.mp4", "\0\0\0\u{18}ftypisom", "mp4", "video/mp4"), ("visit.wav", "ID3", "mp3", "audio/mpeg"),
  ])
  func `a recording is sent as what it is, and under no name of its own`(
    name: String, beginning: String, format: String, type: String
  ) async throws {
    let (sound, upstream) = (try Sound(), try Upstream(faults: "job=0"))
    let path = try sound.file(name, beginning)
    let answer = try await Self.server(upstream).call("soapNote/createFromAudio", ["path": .string(path)])
    #expect(answer["result"]?["text"] == .string(Sample.note))
    let request = try #require(upstream.requests.first)
    #expect(request.head.method == "PUT")
    #expect(request.head.path == "/v1/note/audio")
    let audio = try #require(request.parts.first { $0.name == "audio" })
    #expect(audio.filename == "recording.\(format)")
    #expect(audio.contentType == type)
    #expect(audio.count == 1000)
    #expect(audio.content == Array(try Data(contentsOf: URL(filePath: path))))
  }

  @Test
  func `what is asked for goes with it, and what was heard comes back`() async throws {
    let (sound, upstream) = (try Sound(), try Upstream(faults: "job=0"))
    let server = try await Self.server(upstream)
    let params: JSON = [
      "path": .string(try sound.file("a.wav")), "specialty": "slp", "template": "brief", "context": ["a": [1]],
      "includeBillingCodes": true, "includeIcd11": false, "includePatientSummary": true, "includeTranscript": true,
      "partialResultToken": "text", "workDoneToken": "work",
    ]
    let id = server.request("soapNote/createFromAudio", params)
    _ = try await server.response(to: id)
    #expect(try await server.finish() == .status(0))
    let relay = try Relay(server.messages, id: id, partialToken: "text", workToken: "work")
    #expect(relay.result?["specialty"] == "slp")
    #expect(relay.result?["engine"] == "soapnoteapi")
    #expect(relay.result?["attempts"] == 1)
    #expect(relay.result?["noteId"]?.string?.hasPrefix("note_") == true)
    #expect(relay.result?["extra"]?["transcript"]?.string?.contains("sore throat") == true)
    let metadata = try #require(upstream.requests.first?.parts.first { $0.name == "metadata" })
    #expect(
      try JSON(parsing: metadata.content) == [
        "specialty": "slp", "template": "brief", "context": ["a": [1]], "include_billing_codes": true,
        "include_icd11": false, "include_patient_summary": true, "include_transcript": true,
      ])
    // A file so small is on its way in one piece.
    #expect(relay.work.first?["percentage"] == 0)
    #expect(relay.work.dropFirst().first?["percentage"] == 100)
  }

  @Test
  func `a job is asked after until the note is there`() async throws {
    let (sound, upstream) = (try Sound(), try Upstream(faults: "job=3"))
    let server = try await Self.server(upstream)
    let params: JSON = ["path": .string(try sound.file("a.wav", size: 3_000_000)), "workDoneToken": "work"]
    let id = server.request("soapNote/createFromAudio", params)
    let result = try #require(try await server.response(to: id)["result"])
    #expect(result["text"] == .string(Sample.note))
    let note = try #require(result["noteId"]?.string)
    let paths = upstream.requests.map { "\($0.head.method) \($0.head.path)" }
    #expect(
      paths == ["PUT /v1/note/audio"] + Array(repeating: "GET /v1/audio/status/\(note)", count: 4)
        + ["GET /v1/note/\(note)"])
    #expect(upstream.requests.allSatisfy { $0.head["authorization"] == "Bearer \(Upstream.key)" })
    let work = try Relay(server.messages, id: id, workToken: "work").work
    let percentages = work.compactMap { $0["percentage"]?.int }
    #expect(percentages.first == 0 && percentages.last == 100)
    #expect(percentages == percentages.sorted())
    // The same status, asked after in quick succession, is told once and then a few times a second at most.
    #expect((1...2).contains(work.count { $0["message"]?.string?.hasPrefix("Processing") == true }))
  }

  @Test(arguments: [
    // The pages of the API do not show these answers: each says that a note is worked on, and then that it is there.
    [(202, #"{"note_id":"n"}"#), (200, #"{"status":"PROCESSING"}"#), (200, #"{"status":"Completed"}"#)],
    [(202, #"{"data":{"id":"n"}}"#), (200, #"{"state":"queued"}"#), (200, #"{"data":{"status":"done"}}"#)],
    [
      (202, #"{"id":"n"}"#), (404, ""), (200, #"{"status":"processing"}"#), (200, #"{"plan":"Rest.","status":"DONE"}"#),
    ],
    [(202, #"{"status_url":"https://elsewhere.example/v1/audio/status/n?x=1"}"#), (200, #"{"status":"ready"}"#)],
    [
      (200, #"{"noteId":"n","status":"processing","plan":"R"}"#), (202, #"{"noteId":"n"}"#),
      (200, #"{"status":"success"}"#),
    ],
    // The note itself is asked for where there is no status of it.
    [(202, #"{"jobId":"n"}"#), (404, "{}"), (202, #"{"status":"processing"}"#), (200, #"{"status":"processing"}"#)],
    [(202, #"{"job_id":"n"}"#), (405, ""), (200, #"{"noteId":"n"}"#)],
    // The job's id need not be the note's.
    [(202, #"{"jobId":12345678901234567890}"#), (200, #"{"status":"done"}"#)],
  ])
  func `a job is understood in any words`(answers: [(Int, String)]) async throws {
    let upstream = try Self.answering(answers + [(200, #"{"noteId":"n","plan":"Rest."}"#)])
    let sound = try Sound()
    let answer = try await Self.server(upstream).call(
      "soapNote/createFromAudio", ["path": .string(try sound.file("a.wav"))])
    #expect(answer["result"]?["text"] == "Plan:\nRest.", "\(answer)")
  }

  @Test(arguments: [#"{"noteId":7}"#, #"{"note_id":"7"}"#, #"{"data":{"id":7}}"#])
  func `an id may be a number`(job: String) async throws {
    let upstream = try Self.answering([(202, job), (200, #"{"status":"failed"}"#)])
    let sound = try Sound()
    let error = try await Self.server(upstream).call(
      "soapNote/createFromAudio", ["path": .string(try sound.file("a.wav"))])["error"]
    #expect(error?["data"]?["reason"] == "generationFailed")
    #expect(error?["data"]?["details"] == [["field": "noteId", "message": "7"]])
  }

  @Test(
    arguments: [
      ([(202, "{}")], "malformedStream", false), ([(202, "<html>")], "malformedStream", false),
      ([(200, #"{"noteId":"n","status":"failed"}"#)], "generationFailed", false),
      ([(202, #"{"noteId":"n","status":"failed"}"#)], "generationFailed", false),
      ([(202, #"{"noteId":"n"}"#), (200, #"{"status":"done"}"#), (200, #"{"plan":" "}"#)], "malformedStream", true),
      ([(202, #"{"noteId":"n"}"#), (404, ""), (200, #"{"plan":"P.",}"#)], "malformedStream", true),
      (
        [(202, #"{"noteId":"n"}"#), (200, #"{"status":"done"}"#), (200, #"{"plan":"P.","n":[1,]}"#)],
        "malformedStream", true
      ),
      (
        [(202, #"{"noteId":"n"}"#), (200, #"{"status":"done"}"#), (200, #"{"noteId":"OTHER","plan":"P."}"#)],
        "malformedStream", true
      ),
      ([(200, #"{"noteId":"n","plan":"P.","status":0}"#)], "malformedStream", false),
      ([(200, "{}")], "malformedStream", false), ([(200, #"{"error":"no"}"#)], "generationFailed", false),
      ([(202, #"{"noteId":"n"}"#), (200, "<html>")], "malformedStream", true),
      ([(202, #"{"noteId":"n"}"#), (200, #"{"status":"failed","message":"canary"}"#)], "generationFailed", true),
      ([(202, #"{"noteId":"n"}"#), (200, #"{"status":"completed"}"#), (404, "{}")], "invalidRequest", true),
      ([(202, #"{"noteId":"n"}"#), (401, "{}")], "unauthorized", true),
      (
        [(202, #"{"noteId":"n"}"#), (200, #"{"status":"completed"}"#), (200, #"{"plan":"P.","error":{}}"#)],
        "generationFailed", true
      ),
      (
        [(202, #"{"noteId":"n"}"#), (200, #"{"status":"completed"}"#), (200, #"{"plan":"P.","status":"failed"}"#)],
        "generationFailed", true
      ),
    ] as [([(Int, String)], String, Bool)])
  func `what is no note is never answered as one`(answers: [(Int, String)], reason: String, hasID: Bool) async throws {
    let upstream = try Self.answering(answers)
    let sound = try Sound()
    let error = try await Self.server(upstream).call(
      "soapNote/createFromAudio", ["path": .string(try sound.file("a.wav"))])["error"]
    #expect(error?["code"] == -32803)
    #expect(error?["data"]?["reason"] == .string(reason), "\(error ?? nil)")
    #expect(error?["data"]?["details"]?.array?.contains(["field": "noteId", "message": "n"]) ?? false == hasID)
    #expect(error?["message"]?.string?.contains("canary") == false)
  }

  @Test(arguments: [
    ("on=/v1/note/audio;status=503;times=1", 1, 2), ("on=/v1/note/audio;status=429;header=Retry-After:0;times=1", 1, 2),
    ("on=/v1/audio/status;status=503;times=1", 2, 1), ("on=/v1/audio/status;reset=head;times=1", 2, 1),
    ("on=/v1/note/note;reset=head;times=1", 1, 1),
    // Before the recording is whole, it cannot have been worked on.
    ("on=/v1/note/audio;early=1000;reset=head;times=1", 1, 2),
  ])
  func `what failed is made good without a second charge`(fault: String, polls: Int, attempts: Int) async throws {
    let (sound, upstream) = (try Sound(), try Upstream(faults: "\(fault)|job=0"))
    try upstream.sandbox.setFaults("\(fault)|job=1")
    let answer = try await Self.server(upstream).call(
      "soapNote/createFromAudio", ["path": .string(try sound.file("a.wav", size: 20_000_000))])
    #expect(answer["result"]?["text"] == .string(Sample.note), "\(answer)")
    #expect(answer["result"]?["attempts"]?.int == attempts)
    #expect(upstream.requests.count { $0.head.method == "PUT" } == attempts)
  }

  @Test(arguments: ["reset=head", "close=head", "stall=head"])
  func `a recording that may have been taken is not sent again`(fault: String) async throws {
    let (sound, upstream) = (try Sound(), try Upstream(faults: fault))
    let server = try await Self.server(upstream, ["timeouts": ["firstChunkMs": 300]])
    try upstream.sandbox.setFaults("")
    // Leaves a connection that could be used again.
    #expect(try await server.call("soapNote/specialties")["result"]?["source"] == "upstream")
    try upstream.sandbox.setFaults(fault)
    let error = try await server.call(
      "soapNote/createFromAudio", ["path": .string(try sound.file("a.wav"))])["error"]
    #expect(error?["data"]?["reason"] == (fault == "stall=head" ? "timeout" : "connectionLost"))
    #expect(error?["data"]?["retryable"] == true)
    #expect(error?["data"]?["attempts"] == 1)
    #expect(error?["message"]?.string?.hasSuffix("sending it again may be charged for once more.") == true)
    #expect(error?["message"]?.string?.contains("Try again") == false)
    #expect(upstream.requests.map(\.head.method) == ["GET", "PUT"])
  }

  @Test(arguments: ["audio/status", "note/audio"])
  func `the upstream's wish to wait is honoured`(path: String) async throws {
    let (sound, upstream) = (try Sound(), try Upstream())
    try upstream.sandbox.setFaults("on=/v1/\(path);header=Retry-After:1;times=1;job=1|job=1")
    let start = ContinuousClock.now
    let answer = try await Self.server(upstream).call(
      "soapNote/createFromAudio", ["path": .string(try sound.file("a.wav"))])
    #expect(answer["result"] != nil)
    #expect(start.duration(to: .now) >= .seconds(1))
  }

  @Test(arguments: [
    "slow=200", "stall=head", "on=/v1/audio/status;stall=head", "on=/v1/note/note;stall=head", "job=9999",
  ])
  func `all of it is within the time allowed`(fault: String) async throws {
    let (sound, upstream) = (try Sound(), try Upstream(faults: fault))
    let start = ContinuousClock.now
    let error = try await Self.server(upstream, ["timeouts": ["totalMs": 700]]).call(
      "soapNote/createFromAudio", ["path": .string(try sound.file("a.wav", size: 20_000_000))])["error"]
    #expect(error?["data"]?["reason"] == "timeout")
    // Where the recording was taken, sending it again may cost twice.
    let isTaken = fault.contains("/v1/audio") || fault.contains("/v1/note/note") || fault.contains("job")
    let advice =
      isTaken
      ? "ask for the note note_"
      : fault == "slow=200" ? "within the time allowed in all. Try again" : "charged for once more"
    #expect(error?["message"]?.string?.contains(advice) == true, "\(error?["message"] ?? nil)")
    #expect((error?["data"]?["details"] != nil) == isTaken)
    let elapsed = start.duration(to: .now)
    #expect(elapsed >= .milliseconds(700) && elapsed < .seconds(10), "\(elapsed)")
  }
}
