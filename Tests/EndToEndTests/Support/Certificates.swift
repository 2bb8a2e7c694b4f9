import Foundation

/// An authority and certificates of its making for 127.0.0.1, ::1 and `soapnote.invalid`, made anew for each run.
struct Certificates: Sendable {
  /// `nil` where there is no `openssl`.
  static let shared: Certificates? = {
    do { return try Certificates() } catch { return nil }
  }()

  private let folder: String

  /// Of `ca`, `server`, `expired`, `future` and `client`.
  func certificate(_ name: String) -> String { "\(folder)/\(name).pem" }

  /// The key of the same; `locked` is the client's key under a password.
  func key(_ name: String) -> String { "\(folder)/\(name).key" }

  private static let script = """
    set -e
    new() { openssl req "$@" -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes; }
    new -x509 -subj /CN=authority -keyout ca.key -out ca.pem
    touch index
    cat > conf <<END
    [ca]
    default_ca = here
    [here]
    database = index
    new_certs_dir = .
    rand_serial = yes
    default_md = sha256
    policy = policy
    [policy]
    commonName = supplied
    [names]
    subjectAltName = IP:127.0.0.1, IP:::1, DNS:soapnote.invalid
    END
    sign() {
      new -subj "/CN=$1" -keyout "$1.key" -out request
      openssl ca -batch -notext -config conf -extensions names -cert ca.pem -keyfile ca.key -in request \
        -out "$1.pem" -startdate "$2" -enddate "$3"
    }
    sign server 20200101000000Z 20490101000000Z
    sign client 20200101000000Z 20490101000000Z
    sign expired 20200101000000Z 20210101000000Z
    sign future 20480101000000Z 20490101000000Z
    openssl pkey -in client.key -aes256 -passout pass:x -out locked.key
    """

  private init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "authority-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let maker = try Helper(["sh", "-c", "cd \(folder) && { \(Self.script)\n} 2>/dev/null >&2 && echo made"])
    guard maker.readLine() == "made" else {
      try FileManager.default.removeItem(atPath: folder)
      throw POSIXError(.ENOENT)
    }
    atexit {
      guard let folder = Certificates.shared?.folder else { return }
      _ = Result { try FileManager.default.removeItem(atPath: folder) }
    }
  }
}
