/// The least that a note stream takes, over TLS and kept alive, with a certificate of its own.
final class SecureUpstream {
  private let child: Child
  private let baseURL: String
  private let authority: String

  /// Nil where Python or openssl is missing.
  init?(_ programs: Programs) throws(BenchFailure) {
    guard let python = programs.python, programOnPath("openssl") != nil else { return nil }
    var command = Command(name: "Python's ssl", executable: python, environment: Command.plainEnvironment)
    command.arguments = ["-c", secureServer]
    child = try Child(command)
    var line: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1024)
    while line.last != UInt8(ascii: "\n") {
      let count = try child.read(into: &buffer)
      guard count > 0 else { throw .stuck(command.name) }
      line += buffer[..<count]
    }
    let words = String(decoding: line.dropLast(), as: UTF8.self).split(separator: " ").map(String.init)
    guard words.count == 2 else { throw .stuck(command.name) }
    (baseURL, authority) = ("https://localhost:\(words[0])", words[1])
  }

  var environment: [String: String] {
    Command.plainEnvironment.merging(
      ["SOAPNOTEAPI_BASE_URL": baseURL, "SOAPNOTEAPI_KEY": Upstream.key, "SSL_CERT_FILE": authority]
    ) { $1 }
  }
}

/// Prints its port and the file of its certificate, and serves until its input ends.
private let secureServer = """
  import http.server, os, ssl, subprocess, sys, tempfile, threading

  class Handler(http.server.BaseHTTPRequestHandler):
      protocol_version = "HTTP/1.1"
      wbufsize = -1
      def do_POST(self):
          self.rfile.read(int(self.headers["Content-Length"]))
          body = b'data: {"content":"Plan: rest."}\\n\\ndata: [DONE]\\n\\n'
          self.send_response(200)
          self.send_header("Content-Type", "text/event-stream")
          self.send_header("Content-Length", str(len(body)))
          self.end_headers()
          self.wfile.write(body)
      def log_message(self, *_):
          pass

  with tempfile.TemporaryDirectory() as folder:
      key, certificate = os.path.join(folder, "key.pem"), os.path.join(folder, "certificate.pem")
      subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                      "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate],
                     check=True, stderr=subprocess.DEVNULL)
      server = http.server.ThreadingHTTPServer(("localhost", 0), Handler)
      server.daemon_threads = True
      context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
      context.load_cert_chain(certificate, key)
      server.socket = context.wrap_socket(server.socket, server_side=True)
      threading.Thread(target=server.serve_forever, daemon=True).start()
      print(server.server_port, certificate, flush=True)
      sys.stdin.read()
  """
