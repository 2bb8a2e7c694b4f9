import Foundation
import Testing

/// What the README shows as output is what the program prints; only times may differ.
@Suite(.timeLimit(.minutes(2)))
struct ReadmeTests {
  private let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL

  private func file(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// `text` without the milliseconds that a note took.
  private func timeless(_ text: String) -> String {
    text.replacing(/"timing":\{[^}]*\}/, with: "\"timing\":{}").replacing("\r\n", with: "\n")
  }

  private func printed(
    _ arguments: [String] = [], input: String = "", framing: Framing = .lines
  ) async throws -> (output: String, errors: String) {
    let program = try ServerProcess(arguments, framing: framing)
    program.write(input)
    #expect(try await program.finish() == .status(0))
    return (timeless(String(decoding: program.output, as: UTF8.self)), program.standardError)
  }

  @Test func `the session prints what the page shows`() async throws {
    let page = timeless(try file("README.md"))
    let session = try await printed(input: try file("editors/scripted/session.jsonl"))
    #expect(page.contains("```json\n\(session.output)```"))
  }

  @Test func `generate prints what the page shows`() async throws {
    let page = try file("README.md")
    let visit = root.appending(path: "editors/scripted/visit.txt").path
    let run = try await printed(["generate", visit])
    #expect(page.contains("generate editors/scripted/visit.txt\n\(run.output)\(run.errors)```"))
  }

  @Test func `both framings answer as the page shows`() async throws {
    let page = try file("README.md")
    let status = #"{"jsonrpc":"2.0","id":1,"method":"soapNote/status"}"#
    #expect(page.contains("'\(status)' | soapnote-lsp\n\(try await printed(input: status + "\n").output)```"))
    let frames = [
      #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"capabilities":{}}}"#,
      #"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#, #"{"jsonrpc":"2.0","method":"exit"}"#,
    ].map { "Content-Length: \($0.utf8.count)\r\n\r\n\($0)" }.joined()
    #expect(page.contains("```text\n\(try await printed(input: frames, framing: .headers).output)\n```"))
  }
}
