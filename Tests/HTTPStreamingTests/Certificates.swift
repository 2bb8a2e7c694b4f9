import Foundation

/// An authority with a certificate for a server on 127.0.0.1 and one for a client, made anew for each run of the tests.
/// `openssl` makes them all in one go.
struct Certificates: Sendable {
  /// `nil` where there is no `openssl`.
  static let shared: Certificates? = {
    do { return try Certificates() } catch { return nil }
  }()

  let folder: URL
  var authority: String { path("ca.pem") }
  var server: String { path("server.pem") }
  var serverKey: String { path("server.key") }
  var client: String { path("client.pem") }
  var clientKey: String { path("client.key") }

  private static let script = """
    set -e
    new() { openssl req "$@" -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes; }
    echo subjectAltName=IP:127.0.0.1 > names
    new -x509 -subj /CN=authority -keyout ca.key -out ca.pem
    for name in server client; do
      new -subj /CN=$name -keyout $name.key -out $name.csr
      openssl x509 -req -in $name.csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile names -out $name.pem
    done
    echo made
    """

  private init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("certificates-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let maker = try ChildProcess(["sh", "-c", Self.script], in: folder)
    guard maker.readLine() == "made" else {
      try FileManager.default.removeItem(at: folder)
      throw POSIXError(.ENOENT)
    }
    atexit {
      guard let folder = Certificates.shared?.folder else { return }
      _ = Result { try FileManager.default.removeItem(at: folder) }
    }
  }

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
}
