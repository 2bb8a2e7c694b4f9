import Foundation
import Sandbox
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

  @Test func `the doctor says what the page shows`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    let vim = folder.appending(path: "vim")
    let plugin = folder.appending(path: ".vim/pack/soapnote/start/soapnote/plugin")
    try FileManager.default.createDirectory(at: plugin, withIntermediateDirectories: true)
    defer { do { try FileManager.default.removeItem(at: folder) } catch {} }
    try "".write(to: plugin.appending(path: "soapnote.vim"), atomically: true, encoding: .utf8)
    let script = "#!/bin/sh\necho 'VIM - Vi IMproved 9.0 +job +channel +textprop +timers'\n"
    try script.write(to: vim, atomically: false, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: vim.path)
    let upstream = try Upstream()
    let doctor = try ServerProcess(
      ["doctor", "--endpoint", upstream.sandbox.url],
      environment: ["SOAPNOTEAPI_KEY": Upstream.key, "PATH": folder.path, "HOME": folder.path])
    #expect(try await doctor.finish() == .status(0))
    let output = String(decoding: doctor.output, as: UTF8.self).replacing(folder.path, with: "/home/ada")
    // Versions, ports, times and how the program was built differ.
    func general(_ text: String) -> String {
      text.replacing(/\([^)]*\)/, with: "()").replacing(/[0-9]+(\.[0-9]+)*/, with: "0").replacing(/\s+/, with: " ")
    }
    #expect(general(try file("README.md")).contains(general("doctor --endpoint \(upstream.sandbox.url)\n\(output)```")))
  }
}
