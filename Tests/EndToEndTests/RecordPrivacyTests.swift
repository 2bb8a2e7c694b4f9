import Foundation
import Sandbox
import Testing

/// Nothing of a patient or a key is to be found where it does not belong, whatever is asked and whatever goes wrong.
@Suite(.crowd, .timeLimit(.minutes(5)))
struct RecordPrivacyTests {
  @Test(arguments: [
    "", "job=1", "job=0,failed", "status=400;message=canary-answer", "status=404;body=text;message=canary-answer",
    "status=500;body=html;message=canary-answer", "status=401;message=canary-answer", "cut=30", "reset=head",
    "garbage=head", "type=text/html", "stall=head", "on=/v1/audio/status;status=400;message=canary-answer",
    "early=1000;status=413;message=canary-answer", "status=307;redirect=http://127.0.0.1:1/canary-answer",
  ])
  func `canaries sing nowhere`(fault: String) async throws {
    let sound = try Sound()
    let home = "\(sound.folder)/home"
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    let upstream = try Upstream(note: "Plan:\ncanary-note goes on.", faults: fault)
    // The key comes from a command, which tells what it was given.
    let script = "cat /proc/self/environ /proc/self/cmdline > \(sound.folder)/seen 2>&1; cat \(sound.folder)/key"
    try Data("snapi_sk_test_canary-key\n".utf8).write(to: URL(filePath: "\(sound.folder)/key"))
    let server = try ServerProcess(
      environment: [
        "HOME": home, "TMPDIR": home, "SOAPNOTEAPI_KEY": "snapi_sk_test_canary-other",
        "SOAPNOTEAPI_BASE_URL": upstream.sandbox.url,
      ], framing: .headers)
    _ = try await server.call(
      "initialize",
      [
        "capabilities": [:], "trace": "verbose",
        "initializationOptions": [
          "retry": ["maxAttempts": 1, "baseDelayMs": 1], "timeouts": ["firstChunkMs": 300],
          "soapnoteapi": ["apiKeyCommand": ["sh", "-c", .string(script)]],
        ],
      ])
    server.notify("initialized")
    server.notify("$/setTrace", ["value": "verbose"])
    let path = try sound.file("canary-name.wav", size: 3_000_000)
    let visit: JSON = [
      "visitDate": "2026-01-05", "provider": "canary-name", "soapNote": ["plan": "canary-note"],
      "summary": "canary-words",
    ]
    for (method, params) in [
      ("soapNote/get", ["noteId": "canary-id"]),
      ("soapNote/visitSummary", ["visits": [visit], "patientInfo": ["name": "canary-name"], "focus": "canary-words"]),
      ("soapNote/visitSummary", ["visits": [visit, ["canary-name": 1]]]),
      (
        "soapNote/createFromAudio",
        ["path": .string(path), "context": ["a": "canary-words"], "partialResultToken": "t", "workDoneToken": "w"]
      ),
      ("soapNote/createFromAudio", ["path": "/nowhere/canary-name.wav"]), ("soapNote/specialties", [:]),
      ("soapNote/status", ["probe": true]), ("soapNote/reload", [:]),
    ] as [(String, JSON)] {
      let answer = try await server.call(method, params)
      if answer["error"] != nil { #expect(!answer.description.contains("canary"), "\(answer)") }
      if method == "soapNote/status" { #expect(!answer.description.contains("canary"), "\(answer)") }
    }
    #expect(!upstream.requests.isEmpty)
    #if os(Linux)
      let seen = try String(contentsOfFile: "\(sound.folder)/seen", encoding: .utf8)
      #expect(seen.contains("HOME=") && !seen.contains("snapi_sk"), "the command is told no key")
      for file in ["cmdline", "comm"] {
        let text = try String(contentsOfFile: "/proc/\(server.processID)/\(file)", encoding: .utf8)
        #expect(!text.contains("canary"))
      }
    #endif
    _ = try await server.call("shutdown")
    server.notify("exit")
    #expect(try await server.exit() == .status(0))
    #expect(server.standardError == "", "nothing to complain of")
    for value in server.messages.compactMap({ $0["params"]?["value"] }) where value["kind"] != "chunk" {
      #expect(!value.description.contains("canary"))
    }
    #expect(try FileManager.default.subpathsOfDirectory(atPath: home) == [])
  }
}
