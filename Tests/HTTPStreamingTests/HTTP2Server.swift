import Foundation

/// An HTTP/2 server in a Node process of its own.
final class HTTP2Server: Sendable {
  static let isPossible: Bool = {
    do { return try Certificates.shared != nil && ChildProcess(["node", "--version"]).readLine() != nil } catch {
      return false
    }
  }()

  /// A request is answered when it has come whole, but for `/silent`. `/endless` sends events, `/broken` fails half-way, `/large` sends
  /// 3 MB, `/short` a word, and anything else names the streams that have been closed.
  private static let script = """
    const fs = require("fs"), closed = []
    let sessions = 0
    const server = require("http2").createSecureServer({key: fs.readFileSync(process.argv[1]),
      cert: fs.readFileSync(process.argv[2])})
    server.on("session", session => session.number = ++sessions)
    server.on("stream", (stream, headers) => {
      const path = headers[":path"]
      stream.on("error", () => {})
      stream.on("close", () => closed.push(path))
      stream.on("end", () => {
        if (path == "/silent") return console.log("silent")
        stream.respond({":status": 200, "x-http-version": "2.0", "x-session": String(stream.session.number)})
        if (path == "/endless") {
          let number = 0
          const timer = setInterval(() => stream.write("data: " + number++ + "\\n\\n"), 5)
          stream.on("close", () => clearInterval(timer))
        } else if (path == "/broken") {
          stream.write("half", () => stream.destroy(new Error()))
        } else if (path == "/large") {
          stream.end(Buffer.alloc(3000000, "x"))
        } else {
          stream.end(path == "/short" ? "whole" : closed.join(" "))
        }
      })
      stream.resume()
    })
    server.listen(0, "127.0.0.1", () => console.log(server.address().port))
    """

  let port: Int
  let certificates: Certificates
  private let process: ChildProcess

  /// Waits until another request for `/silent` has come.
  func awaitSilence() { while let line = process.readLine(), line != "silent" {} }

  init() throws {
    guard let certificates = Certificates.shared else { throw POSIXError(.ENOENT) }
    self.certificates = certificates
    process = try ChildProcess(["node", "-e", Self.script, certificates.serverKey, certificates.server])
    guard let port = process.readLine().flatMap({ Int($0) }) else { throw POSIXError(.ECHILD) }
    self.port = port
  }
}
