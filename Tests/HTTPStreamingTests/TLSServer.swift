import Foundation

/// `openssl s_server` on a loopback port. It answers every request with a page.
final class TLSServer: Sendable {
  static var isPossible: Bool { Certificates.shared != nil }

  let port: Int
  let certificates: Certificates
  private let process: ChildProcess

  init(demandingClientCertificate: Bool = false) throws {
    guard let certificates = Certificates.shared else { throw POSIXError(.ENOENT) }
    self.certificates = certificates
    var arguments = [
      "openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", certificates.server, "-key", certificates.serverKey,
      "-www",
    ]
    if demandingClientCertificate {
      arguments += ["-Verify", "1", "-verify_return_error", "-CAfile", certificates.authority]
    }
    process = try ChildProcess(arguments)
    // It says `ACCEPT 127.0.0.1:<port>` when it listens.
    var line = process.readLine()
    while let text = line, !text.hasPrefix("ACCEPT") { line = process.readLine() }
    guard let port = line?.split(separator: ":").last.flatMap({ Int($0) }) else { throw POSIXError(.ECHILD) }
    self.port = port
  }
}
