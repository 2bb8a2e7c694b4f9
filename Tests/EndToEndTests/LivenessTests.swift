import Foundation
import Sandbox
import Testing

@Suite(.crowd, .timeLimit(.minutes(5)))
struct LivenessTests {
  /// Text that may yet become a heading, or a chunk, or a sentence, waits for nothing of it.
  @Test
  func `what has come is passed on although nothing follows`() async throws {
    let counts = 1...40
    let rules = counts.map { "chars=1;stall=event:\($0);times=1" }.joined(separator: "|")
    let upstream = try Upstream(faults: rules)
    let server = try ServerProcess(environment: upstream.environment)
    for count in counts {
      let token = JSON.number(String(count))
      server.request("soapNote/generate", ["transcript": "x", "partialResultToken": token])
    }
    let expected = Set(counts.map { String(String.UnicodeScalarView(Sample.note.unicodeScalars.prefix($0))) })
    _ = try await server.wait(for: "the text of each stream") { state in
      var texts: [Int: String] = [:]
      for message in state.wire.messages {
        guard let token = message["params"]?["token"]?.int, let text = message["params"]?["value"]?["text"]?.string
        else {
          continue
        }
        texts[token, default: ""] += text
      }
      return Set(texts.values) == expected ? true : nil
    }
  }

  @Test
  func `stdin is read although stdout is not`() async throws {
    let server = try ServerProcess(framing: .headers)
    _ = try await server.call("initialize", ["capabilities": [:]])
    server.setReading(.paused)
    let count = 5000
    let bytes = (1...count).flatMap { number in
      Framing.headers.frame(#"{"jsonrpc":"2.0","id":"n\#(number)","method":"soapNote/status","params":{}}"#)
    }
    let isWritten = Board(false)
    Thread.detachNewThread {
      server.write(bytes)
      isWritten.update { $0 = true }
    }
    _ = try await isWritten.wait(for: "\(bytes.count) bytes to be taken", within: .seconds(60)) { $0 ? true : nil }
    server.setReading(.on)
    _ = try await server.wait(for: "the answers", within: .seconds(60)) {
      $0.wire.messages.count == count + 1 ? true : nil
    }
    #expect(Set(server.messages.compactMap { $0["id"]?.string }).count == count)
    server.checkOutput()
  }

  #if os(Linux)
    /// Whatever a library prints goes to stderr, and a child process could neither read nor write the protocol.
    @Test
    func `the protocol's streams are out of everybody's reach`() async throws {
      let server = try ServerProcess()
      _ = try await server.call("soapNote/status")
      func target(_ descriptor: Int) throws -> String {
        try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(server.processID)/fd/\(descriptor)")
      }
      #expect(try target(0) == "/dev/null")
      #expect(try target(1) == target(2))
    }
  #endif

  @Test(arguments: ["localhost", "LOCALHOST", "127.0.0.1", "[::1]"])
  func `this machine may be asked without encryption, under each of its names`(host: String) async throws {
    var configuration = SandboxConfiguration()
    configuration.hosts = LoopbackHost.allCases
    guard let sandbox = try? SandboxServer(configuration, drafter: { _ in Sample.note }) else { return }
    defer { sandbox.stop() }
    let relay = try await generate(environment: [
      "SOAPNOTEAPI_KEY": Upstream.key, "SOAPNOTEAPI_BASE_URL": "http://\(host):\(sandbox.port)",
    ])
    #expect(relay.result?["text"] == .string(Sample.note))
  }
}
