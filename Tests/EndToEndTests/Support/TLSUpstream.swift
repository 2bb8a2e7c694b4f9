import Foundation

/// A SOAPNoteAPI over TLS on every address of this machine, with a certificate of a chosen time and an authority of its
/// own. `openssl` and `python3` play it.
final class TLSUpstream: Sendable {
  static var isPossible: Bool { Tool.openssl != nil && Tool.python != nil }

  enum Validity: String {
    case now = "20200101000000Z 20490101000000Z"
    case past = "20200101000000Z 20200201000000Z"
    case future = "20480101000000Z 20490101000000Z"
  }

  let port: String
  /// An address of this machine that is not loopback; nil without one.
  let publicAddress: String?
  private let folder: String
  private let server: ServerProcess

  /// The file to trust.
  var authority: String { "\(folder)/ca.pem" }

  private static let certificates = """
    set -e; cd "$1"
    new() { openssl req "$@" -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes; }
    addresses=IP:127.0.0.1; for address in $(hostname -I); do addresses=$addresses,IP:$address; done
    touch index; echo 01 > serial
    printf '%s\\n' '[ca]' default_ca=own '[own]' database=index serial=serial new_certs_dir=. default_md=sha256 \\
      policy=any x509_extensions=names '[any]' commonName=supplied '[names]' "subjectAltName=$addresses" > ca.cnf
    new -x509 -subj /CN=authority -keyout ca.key -out ca.pem
    new -subj /CN=stand-in -keyout server.key -out server.csr
    openssl ca -batch -config ca.cnf -cert ca.pem -keyfile ca.key -in server.csr -out server.pem -notext \\
      -startdate $2 -enddate $3
    hostname -I > address
    """

  private static let script = """
    import http.server, ssl, sys
    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self, kind, text):
            self.send_response(200)
            self.send_header('Content-Type', kind)
            self.end_headers()
            self.wfile.write(text)
        def do_GET(self): self.answer('application/json', b'{"specialties":[{"id":"physician","name":"Physician"}]}')
        def do_POST(self): self.answer('text/event-stream', b'data: {"content":"Plan:\\\\nRest."}\\n\\ndata: [DONE]\\n\\n')
        def log_message(self, *_): print(self.command, flush=True)
    server = http.server.HTTPServer(('0.0.0.0', 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain('server.pem', 'server.key')
    server.socket = context.wrap_socket(server.socket, server_side=True)
    print(server.server_port, flush=True)
    while True: server.handle_request()
    """

  struct CannotStart: Error { let what: String }

  init(_ validity: Validity = .now) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let dates = validity.rawValue.split(separator: " ").map(String.init)
    let maker = try ServerProcess(
      ["-c", Self.certificates, "sh", folder] + dates, executable: "/bin/sh")
    guard try await maker.finish() == .status(0) else { throw CannotStart(what: maker.standardError) }
    let python = "import os; os.chdir('\(folder)')\n\(Self.script)"
    server = try ServerProcess(["-c", python], executable: Tool.python ?? "")
    port = try await server.wait(for: "a port") { state in
      let text = String(decoding: state.wire.bytes, as: UTF8.self)
      return text.contains("\n") ? String(text.prefix { $0 != "\n" }) : nil
    }
    publicAddress = try String(contentsOfFile: "\(folder)/address", encoding: .utf8).split { $0.isWhitespace }
      .first { $0.contains(".") && !$0.hasPrefix("127.") }.map(String.init)
    self.folder = folder
  }

  deinit { do { try FileManager.default.removeItem(atPath: folder) } catch {} }

  /// The methods of the requests so far, once there are so many.
  func requests(_ count: Int) async throws -> [String] {
    try await server.wait(for: "\(count) requests") { state in
      let lines = String(decoding: state.wire.bytes, as: UTF8.self).split(separator: "\n").dropFirst()
      return lines.count >= count ? lines.map(String.init) : nil
    }
  }
}
