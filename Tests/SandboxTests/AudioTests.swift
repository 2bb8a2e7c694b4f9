import Foundation
import Sandbox
import Synchronization
import Testing

/// `PUT /v1/note/audio` and what follows it.
@Suite(.timeLimit(.minutes(5)))
struct AudioTests {
  private func upload(
    _ server: SandboxServer, fault: String? = nil, audio: String? = "RIFF",
    metadata: String? = "{\"specialty\":\"physician\"}"
  ) throws -> Reply {
    var body = ""
    if let metadata { body += "--b\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\n\(metadata)\r\n" }
    if let audio {
      body += "--b\r\nContent-Disposition: form-data; name=\"audio\"; filename=\"a.wav\"\r\n\r\n\(audio)\r\n"
    }
    body += "--b--\r\n"
    let head = try request("PUT", "/v1/note/audio", fault: fault)
    let fields = "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
    return try Reply(server, String(head.dropLast()) + fields + body)
  }

  private func json(_ reply: Reply) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(reply.body)) as? [String: Any])
  }

  @Test(arguments: [
    (nil, 2, "completed"), ("job=4", 4, "completed"), ("job=1,failed", 1, "failed"), ("job=0,failed", 0, "failed"),
  ])
  func `a job is worked on for some time`(fault: String?, polls: Int, end: String) throws {
    let server = try makeServer()
    let reply = try upload(server, fault: fault)
    #expect(reply.status == 202)
    let job = try json(reply)
    #expect(job["status"] as? String == "processing")
    let id = try #require(job["noteId"] as? String)
    let path = try #require(job["status_url"] as? String)
    for _ in 0..<polls {
      #expect(try Reply(server, request("GET", "/v1/note/\(id)")).status == 404)
      #expect(try json(Reply(server, request("GET", path)))["status"] as? String == "processing")
    }
    for _ in 0..<2 { #expect(try json(Reply(server, request("GET", path)))["status"] as? String == end) }
    #expect(try Reply(server, request("GET", "/v1/note/\(id)")).status == (end == "failed" ? 404 : 200))
  }

  @Test
  func `a note can be there at once`() throws {
    let server = try makeServer()
    let metadata = "{\"specialty\":\"physician\",\"include_transcript\":true}"
    let reply = try upload(server, fault: "job=0", metadata: metadata)
    #expect(reply.status == 200)
    let note = try json(reply)
    #expect(note["status"] as? String == "completed")
    #expect((note["transcript"] as? String)?.contains("sore throat") == true)
    #expect(note["subjective"] as? String == note["transcript"] as? String)
  }

  @Test(arguments: [
    (nil, "{\"specialty\":\"a\"}", ["audio"]), ("", "{\"specialty\":\"a\"}", ["audio"]), ("x", nil, ["metadata"]),
    ("x", "{", ["body"]), ("x", "{}", ["specialty"]), (nil, nil, ["audio", "metadata"]),
    (nil, "{}", ["audio", "specialty"]),
  ])
  func `an upload that is not valid is refused by part`(audio: String?, metadata: String?, fields: [String]) throws {
    let reply = try upload(try makeServer(), audio: audio, metadata: metadata)
    #expect(reply.status == 400)
    let details = (try json(reply)["error"] as? [String: Any])?["details"] as? [[String: String]]
    #expect(details?.compactMap { $0["field"] } == fields)
  }

  @Test
  func `an upload that is no form is refused, and so is one too large`() throws {
    let server = try makeServer { $0.uploadLimit = 1000 }
    #expect(try Reply(server, request("PUT", "/v1/note/audio", body: "RIFF")).status == 400)
    #expect(try upload(server, audio: String(repeating: "a", count: 2000)).status == 413)
    #expect(try Reply(server, request("GET", "/v1/audio/status/none")).status == 404)
  }

  @Test
  func `an upload can be read slowly, and one that is broken off is noticed`() async throws {
    let server = try makeServer()
    let clock = ContinuousClock()
    let start = clock.now
    let audio = String(repeating: "a", count: 1_000_000)
    #expect(try upload(server, fault: "slow=20", audio: audio).status == 202)
    #expect(clock.now - start >= .milliseconds(20 * (1_000_000 / 65_536)))

    let client = try RawClient(port: server.port)
    let head = try request("PUT", "/v1/note/audio", fault: "slow=1").dropLast()
    client.send(head + "Content-Length: 100000000\r\n\r\n" + audio)
    try await server.wait { $0.requests == 2 }
    client.leave()
    #expect(try await server.wait { $0.openConnections == 0 }.requests == 2)
  }

  @Test
  func `what a client sent can be looked at`() throws {
    let seen = Mutex<[ReceivedRequest]>([])
    let server = try makeServer { $0.onRequest = { request in seen.withLock { $0.append(request) } } }
    _ = try upload(server, audio: "RIFF\r\n--")
    _ = try Reply(server, request(transcript: "a"))
    let requests = seen.withLock { $0 }
    #expect(requests.map(\.head.path) == ["/v1/note/audio", "/v1/stream/note"])
    #expect(requests.first?.parts.map(\.name) == ["metadata", "audio"])
    #expect(requests.first?.parts.last?.content == Array("RIFF\r\n--".utf8))
    #expect(requests.first?.parts.last?.filename == "a.wav")
    #expect(requests.last?.head["authorization"] == "Bearer \(key)")
    #expect(requests.last.map { String(decoding: $0.body, as: UTF8.self).contains("\"transcript\":\"a\"") } == true)
  }
}
