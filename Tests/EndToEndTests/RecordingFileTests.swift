import Foundation
import Sandbox
import Testing

/// What may be wrong with the file of a recording, and what may become of it on the way.
@Suite(.crowd, .timeLimit(.minutes(5)))
struct RecordingFileTests {
  private static func error(_ path: String, _ upstream: Upstream, _ settings: JSON = [:]) async throws -> JSON {
    let server = try await RecordingTests.server(upstream, settings)
    let error = try #require(try await server.call("soapNote/createFromAudio", ["path": .string(path)])["error"])
    #expect(error["message"]?.string?.contains("canary") == false, "a path may name a patient")
    #expect(!server.standardError.contains("canary"))
    return error
  }

  enum File: CaseIterable { case missing, folder, pipe, device, empty, unreadable, large, text }

  @Test(arguments: File.allCases)
  func `what is no recording is refused before anything is sent`(file: File) async throws {
    let (sound, upstream) = (try Sound(), try Upstream())
    var path = "\(sound.folder)/canary.wav"
    let words: String
    switch file {
    case .missing: words = "cannot be opened (No such file or directory)"
    case .folder: (path, words) = (sound.folder, "is a folder")
    case .pipe:
      try #require(mkfifo(path, 0o600) == 0)
      words = "is not a plain file"
    case .device: (path, words) = ("/dev/null", "is not a plain file")
    case .empty: (path, words) = (try sound.file("a.wav", "", size: 0), "is empty")
    case .unreadable:
      // Who may read everything cannot be refused.
      guard getuid() != 0 else { return }
      path = try sound.file("a.wav")
      try #require(chmod(path, 0) == 0)
      words = "cannot be opened (Permission denied)"
    case .large:
      path = try sound.file("a.wav", size: 524_288_001)
      words = "is too large (524288001 bytes; the limit is 524288000 bytes)"
    case .text: (path, words) = (try sound.file("a.txt", "Patient: "), "is of no format that SOAPNoteAPI takes")
    }
    let error = try await Self.error(path, upstream)
    #expect(error["code"] == -32803)
    #expect(error["data"]?["reason"] == "invalidRequest")
    #expect(error["data"]?["attempts"] == 0)
    #expect(error["message"]?.string?.hasPrefix("The recording \(words)") == true, "\(error)")
    #expect(error["data"]?["details"]?.array?.first?["field"] == "path")
    #expect(upstream.sandbox.statistics.connections == 0)
  }

  @Test(arguments: [(413, "The recording is too long"), (415, "does not take recordings of this format")])
  func `what the upstream does not take is said`(status: Int, words: String) async throws {
    let (sound, upstream) = (try Sound(), try Upstream(faults: "early=1000;status=\(status)"))
    let error = try await Self.error(try sound.file("canary.wav", size: 20_000_000), upstream)
    #expect(error["data"]?["reason"] == "invalidRequest")
    #expect(error["data"]?["httpStatus"]?.int == status)
    #expect(error["message"]?.string?.contains(words) == true, "\(error)")
  }

  @Test
  func `the largest recording is a setting`() async throws {
    let (sound, upstream) = (try Sound(), try Upstream(faults: "job=0"))
    let server = try await RecordingTests.server(upstream, ["limits": ["audioBytes": 1000]])
    for (size, sizes) in [
      (1000, nil), (1001, "1001 bytes; the limit is 1000 bytes"), (2500, "2 kB; the limit is 1 kB"),
      (3_000_000, "3000 kB; the limit is 1 kB"),
    ] {
      let path = try sound.file("a.wav", size: size)
      let answer = try await server.call("soapNote/createFromAudio", ["path": .string(path)])
      #expect((answer["result"] != nil) == (sizes == nil))
      let message = answer["error"]?["message"]?.string
      #expect(message?.contains("(\(sizes ?? ""))") == sizes.map { _ in true }, "\(message ?? "")")
    }
    for path in ["", "a\u{0}b"] {
      let escaped = path.replacingOccurrences(of: "\u{0}", with: "\\u0000")
      server.write(
        "{\"jsonrpc\":\"2.0\",\"id\":\"p\(path.count)\",\"method\":\"soapNote/createFromAudio\","
          + "\"params\":{\"path\":\"\(escaped)\"}}\n")
      #expect(try await server.response(to: .string("p\(path.count)"))["error"]?["code"] == -32602)
    }
  }

  enum Change: CaseIterable { case longer, shorter, rewritten, removed, replaced }

  @Test(arguments: Change.allCases)
  func `a file that changes while it is sent is an error, and the upstream does not get the rest`(
    change: Change
  ) async throws {
    let (sound, upstream) = (try Sound(), try Upstream(faults: "slow=10"))
    let size = 30_000_000
    let path = try sound.file("canary.wav", size: size)
    let server = try await RecordingTests.server(upstream)
    let id = server.request("soapNote/createFromAudio", ["path": .string(path), "workDoneToken": "work"])
    _ = try await server.message("the upload") { $0["params"]?["value"]?["percentage"]?.int ?? 0 > 0 }
    switch change {
    case .longer: try #require(truncate(path, off_t(size + 1)) == 0)
    case .shorter: try #require(truncate(path, 1000) == 0)
    case .rewritten:
      let file = try #require(FileHandle(forWritingAtPath: path))
      try file.write(contentsOf: Data("changed".utf8))
    case .removed: try FileManager.default.removeItem(atPath: path)
    case .replaced: try #require(rename(try sound.file("other.wav", size: size), path) == 0)
    }
    let error = try await server.response(to: id)["error"]
    #expect(error?["data"]?["reason"] == "invalidRequest")
    #expect(error?["data"]?["attempts"] == 1)
    #expect(error?["message"]?.string?.contains("while it was sent") == true, "\(error ?? nil)")
    try await upstream.wait(for: "the end of the connection") { $0.openConnections == 0 }
    #expect(upstream.sandbox.statistics.requests == 1)
    #expect(upstream.requests.isEmpty, "no whole upload came")
    _ = try Relay(server.messages, id: id, workToken: "work")
  }

  @Test
  func `a note of half a recording is none`() async throws {
    let (sound, upstream) = (try Sound(), try UploadDrain(answeringAfter: 100_000))
    let server = try await RecordingTests.server(upstream, ["retry": ["maxAttempts": 1]])
    let path = try sound.file("a.wav", size: 100_000_000)
    let error = try await server.call("soapNote/createFromAudio", ["path": .string(path)])["error"]
    #expect(error?["data"]?["reason"] == "connectionLost", "\(error ?? nil)")
    #expect(error?["data"]?["retryable"] == true)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status")))
  func `half a gigabyte is sent without being held in memory`() async throws {
    let sound = try Sound()
    let upstream = try UploadDrain()
    let path = try sound.file("a.wav", size: 524_288_000)
    let server = try await RecordingTests.server(upstream)
    func peak() throws -> Int {
      let status = try String(contentsOfFile: "/proc/\(server.processID)/status", encoding: .utf8)
      let match = try #require(status.firstMatch(of: #/VmHWM:\s+([0-9]+) kB/#))
      return try #require(Int(match.1)) * 1024
    }
    // The HTTP library is loaded by this.
    _ = try await server.call("soapNote/status")
    let before = try peak()
    let id = server.request("soapNote/createFromAudio", ["path": .string(path), "workDoneToken": "work"])
    let answer = try await server.response(to: id, within: .seconds(120))
    #expect(answer["result"]?["text"] == "Plan:\nRest.", "\(answer)")
    #expect(upstream.received > 524_288_000)
    let after = try peak()
    #expect(after - before < 16 << 20, "\(before) bytes, then \(after)")
    let work = try Relay(server.messages, id: id, workToken: "work").work
    #expect(work.count < 200, "reports are a quarter of a second apart")
  }
}
