import Foundation

/// What stands between a clinic and the API: a TLS server before an upstream, or a proxy. Played by Node.
final class Gateway: Sendable {
  static let isPossible = Certificates.shared != nil && Helper.exists("node")

  let port: Int
  private let helper: Helper

  /// Handed on to a port of this machine, whatever name is asked for.
  private static let script = """
    const fs = require("fs"), http = require("http"), net = require("net")
    const [mode, target, cert, key, ca, user] = process.argv.slice(1)
    const files = cert ? {cert: fs.readFileSync(cert), key: fs.readFileSync(key)} : {}
    // An earlier version: with TLS 1.3 a client learns too late that its certificate is wanted.
    if (ca) Object.assign(files, {ca: fs.readFileSync(ca), requestCert: true, maxVersion: "TLSv1.2"})
    const join = near => {
      const far = net.connect(target, "127.0.0.1")
      for (const [one, other] of [[near, far], [far, near]]) {
        one.on("error", () => {}).on("close", () => other.destroy()).pipe(other)
      }
    }
    const proxy = near => {
      let head = ""
      const take = data => {
        head += data
        if (!head.includes("\\r\\n\\r\\n")) return
        near.off("data", take)
        const given = /\\r\\nProxy-Authorization: Basic (\\S+)/.exec(head)
        console.log(head.split("\\r\\n")[0], given ? "with" : "without")
        if (user && (!given || atob(given[1]) != user)) {
          return near.end("HTTP/1.1 407 No\\r\\nProxy-Authenticate: Basic\\r\\nContent-Length: 0\\r\\n\\r\\n")
        }
        near.write("HTTP/1.1 200 Yes\\r\\n\\r\\n")
        join(near)
      }
      near.on("error", () => {}).on("data", take)
    }
    const relay = (stream, headers) => {
      const fields = Object.fromEntries(Object.entries(headers).filter(([name]) => name[0] != ":"))
      const request = http.request({host: "127.0.0.1", port: target, method: headers[":method"],
        path: headers[":path"], headers: fields, agent: false}, answer => {
        stream.respond({":status": answer.statusCode, "content-type": answer.headers["content-type"]})
        answer.pipe(stream)
      })
      request.on("error", () => stream.close())
      stream.on("error", () => {}).on("close", () => request.destroy()).pipe(request)
    }
    const server = mode == "proxy" ? net.createServer(proxy)
      : mode == "tls" ? require("tls").createServer(files, join)
      : require("http2").createSecureServer(files).on("stream", relay).on("session", () => console.log("session"))
    server.listen(0, "127.0.0.1", () => console.log(server.address().port))
    """

  /// A TLS server before `port`, with the certificate called `name`; it speaks HTTP/2, and no other, where told to.
  init(
    tlsTo port: UInt16, as name: String = "server", http2: Bool = false, demandingClientCertificate: Bool = false
  ) throws {
    let certificates = try Self.certificates()
    let authority = demandingClientCertificate ? certificates.certificate("ca") : ""
    helper = try Helper([
      "node", "-e", Self.script, http2 ? "http2" : "tls", String(port), certificates.certificate(name),
      certificates.key(name), authority, "",
    ])
    self.port = try Self.readPort(helper)
  }

  /// A proxy to `port` that lets in `user` alone, a name and a password with a colon between; anybody where it is empty.
  init(proxyTo port: Int, user: String = "") throws {
    helper = try Helper(["node", "-e", Self.script, "proxy", String(port), "", "", "", user])
    self.port = try Self.readPort(helper)
  }

  /// Waits for what is told of each connection: a proxy, the first line of its request and whether it came with
  /// credentials; HTTP/2, `session`.
  func nextConnection() -> String? { helper.readLine() }

  static func certificates() throws -> Certificates {
    guard let certificates = Certificates.shared else { throw POSIXError(.ENOENT) }
    return certificates
  }

  private static func readPort(_ helper: Helper) throws -> Int {
    guard let port = helper.readLine().flatMap({ Int($0) }) else { throw POSIXError(.ECHILD) }
    return port
  }
}
