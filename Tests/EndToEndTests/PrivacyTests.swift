import Foundation
import Testing

/// Nothing of a transcript, a note or a key is to be found where it does not belong.
@Suite(.crowd, .timeLimit(.minutes(5)))
struct PrivacyTests {
  private static let transcript = "canary-transcript says the patient"
  private static let context: JSON = ["patient_info": ["name": "canary-name"]]

  /// Every kind of trouble, each a temptation to log.
  @Test(arguments: [
    "", "status=400;message=canary-note;body=text", "status=500", "error=2", "cut=50", "reset=60", "malformed=2,all",
    "giant=2000000", "garbage=40", "type=text/html", "stall=event:2", "status=401",
  ])
  func `canaries sing nowhere`(fault: String) async throws {
    let home = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    defer { do { try FileManager.default.removeItem(at: home) } catch {} }
    let upstream = try Upstream(note: "Plan:\ncanary-note goes on and on and on and on and on.", faults: fault)
    let server = try ServerProcess(
      environment: upstream.environment.merging(["HOME": home.path, "TMPDIR": home.path]) { $1 }, framing: .headers)
    let settings: JSON = [
      "retry": ["maxAttempts": 1], "timeouts": ["idleMs": 300],
      "soapnoteapi": ["apiKey": "snapi_sk_test_canary-key", "canary-name": 1],
    ]
    _ = try await server.call(
      "initialize", ["capabilities": [:], "trace": "verbose", "initializationOptions": settings])
    server.notify("initialized")
    server.notify("$/setTrace", ["value": "verbose"])
    server.notify(
      "textDocument/didOpen",
      ["textDocument": ["uri": "file:///canary-name", "text": .string(Self.transcript), "version": "wrong"]])
    server.notify("textDocument/didOpen", ["textDocument": ["uri": "file:///a", "text": .string(Self.transcript)]])
    _ = try await server.call(
      "soapNote/generate",
      [
        "transcript": .string(Self.transcript), "context": Self.context, "partialResultToken": "t",
        "workDoneToken": "w",
      ])
    server.request("soapNote/generate", ["transcript": .string(Self.transcript), "engine": "canary-name"])
    server.write(Framing.headers.frame("{\"transcript\":\"canary-transcript"))
    _ = try await server.call("canary-name", ["a": .string(Self.transcript)])
    #expect(!upstream.requests.isEmpty)
    #if os(Linux)
      for file in ["cmdline", "comm"] {
        let text = try String(contentsOfFile: "/proc/\(server.processID)/\(file)", encoding: .utf8)
        #expect(!text.contains("canary"))
      }
    #endif
    server.write("Canary-transcript: \r\nno header canary-note\r\n\r\n")
    #expect(try await server.finish() == .status(1))
    for canary in ["canary-transcript", "canary-note", "canary-key"] {
      #expect(!server.standardError.contains(canary))
    }
    // What the client wrote comes back to it in no error either.
    for message in server.messages where message["error"] != nil || message["method"] == "window/showMessage" {
      #expect(!message.description.contains("canary-key"))
      #expect(!message.description.contains("canary-transcript"))
      #expect(!message.description.contains("canary-note"))
    }
    #expect(try FileManager.default.subpathsOfDirectory(atPath: home.path) == [])
  }
}
