import Foundation
import Testing

/// What is left of a program that crashes with patients' words in its memory.
@Suite(.crowd, .timeLimit(.minutes(2)))
struct CrashTests {
  @Test(arguments: [SIGSEGV, SIGABRT, SIGILL, SIGTRAP, SIGBUS, SIGFPE])
  func `a crash leaves nothing behind`(signal: Int32) async throws {
    let upstream = try Upstream(note: "Plan:\ncanary-note goes on and on.", faults: "stall=event:2")
    let server = try ServerProcess(
      environment: upstream.environment.merging(["SWIFT_BACKTRACE": "enable=yes,interactive=no,color=no"]) { $1 })
    server.request(
      "soapNote/generate", ["transcript": "canary-transcript says the patient", "partialResultToken": "text"])
    _ = try await server.message("text") { $0["params"]?["token"] == "text" }
    #if os(Linux)
      let limits = try String(contentsOfFile: "/proc/\(server.processID)/limits", encoding: .utf8)
      #expect(limits.contains(#/Max core file size +0 +0 /#))
    #endif
    server.kill(signal)
    #expect(try await server.exit() == .signal(signal))
    #expect(server.standardError == "")
  }
}
