import Foundation

/// `openssl s_server` on a loopback port, with a certificate for 127.0.0.1 from an authority of its own. It answers
/// every request with a page.
final class TLSServer: Sendable {
  let port: Int
  /// The authority's certificate.
  var authority: String { file("ca.pem") }
  /// A certificate from the same authority, with the name of a client, and its key.
  var clientCertificate: String { file("client.pem") }
  var clientKey: String { file("client.key") }
  private let folder: URL
  private let process: Process

  static let isPossible: Bool = {
    do { return try run(["version"], in: FileManager.default.temporaryDirectory).terminationStatus == 0 } catch {
      return false
    }
  }()

  init(demandingClientCertificate: Bool = false) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    try Self.run(["req", "-x509", "-subj", "/CN=authority", "-keyout", "ca.key", "-out", "ca.pem"] + key, in: folder)
    for name in ["server", "client"] {
      try Self.run(["req", "-subj", "/CN=\(name)", "-keyout", "\(name).key", "-out", "\(name).csr"] + key, in: folder)
      try Data("subjectAltName=IP:127.0.0.1\n".utf8).write(to: folder.appendingPathComponent("names"))
      try Self.run(
        [
          "x509", "-req", "-in", "\(name).csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile",
          "names", "-out", "\(name).pem",
        ], in: folder)
    }
    var arguments = ["s_server", "-accept", "127.0.0.1:0", "-cert", "server.pem", "-key", "server.key", "-www"]
    if demandingClientCertificate { arguments += ["-Verify", "1", "-verify_return_error", "-CAfile", "ca.pem"] }
    let output = Pipe()
    process = try Self.start(arguments, in: folder, output)
    // It says `ACCEPT 127.0.0.1:<port>` when it listens.
    var text = ""
    while !text.hasSuffix("\n") || !text.contains("ACCEPT ") {
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { throw POSIXError(.ECHILD) }
      text += String(decoding: more, as: UTF8.self)
    }
    port =
      text.split(whereSeparator: \.isNewline).last.flatMap { $0.split(separator: ":").last }.flatMap { Int($0) } ?? 0
  }

  deinit {
    process.terminate()
    _ = Result { try FileManager.default.removeItem(at: folder) }
  }

  private func file(_ name: String) -> String { folder.appendingPathComponent(name).path }

  @discardableResult
  private static func run(_ arguments: [String], in folder: URL) throws -> Process {
    let process = try start(arguments, in: folder, FileHandle.nullDevice)
    process.waitUntilExit()
    return process
  }

  private static func start(_ arguments: [String], in folder: URL, _ output: Any) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["openssl"] + arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }
}
