import Foundation
import HTTPStreaming
import Synchronization
import Testing

/// Requests by way of a proxy.
@Suite(.timeLimit(.minutes(1)))
struct ProxyTests {
  private let client = CurlClient()

  private func get(_ url: String, _ connection: HTTPConnection) async -> Recorder.Record {
    let recorder = Recorder()
    _ = client.start(HTTPRequest(method: "GET", url: url, connection: connection), recorder)
    return await recorder.end()
  }

  /// Answers as a server, naming the target that was asked for.
  private static func echo(_ peer: Peer) {
    guard let request = peer.request() else { return }
    let target = request.split(separator: " ")[1]
    peer.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: \(target.utf8.count)\r\n\r\n\(target)")
  }

  @Test func `a plain request goes to the proxy with its whole URL, unless its host is excepted`() async throws {
    let proxy = try LoopbackServer { peer, _ in Self.echo(peer) }
    let server = try LoopbackServer { peer, _ in Self.echo(peer) }
    let url = server.origin + "/path"
    #expect(await get(url, HTTPConnection(proxy: proxy.origin)).text == url)
    #expect(server.connections == 0)
    #expect(await get(url, HTTPConnection(proxy: proxy.origin, noProxy: "example.org,127.0.0.1")).text == "/path")
    #expect(await get(url, HTTPConnection(proxy: "")).text == "/path")
    #expect(proxy.connections == 1)
  }

  @Test func `proxies of the environment are used`() async {
    await #expect(processExitsWith: .success) {
      let proxy = try LoopbackServer { peer, _ in Self.echo(peer) }
      let server = try LoopbackServer { peer, _ in Self.echo(peer) }
      let url = server.origin + "/path"
      func get() async -> String {
        let recorder = Recorder()
        let client = CurlClient()
        _ = client.start(HTTPRequest(method: "GET", url: url), recorder)
        return await recorder.end().text
      }
      for name in ["http_proxy", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"] { unsetenv(name) }
      #expect(await get() == "/path")
      setenv("http_proxy", proxy.origin, 1)
      #expect(await get() == url)
      setenv("NO_PROXY", "127.0.0.1", 1)
      #expect(await get() == "/path")
    }
  }

  @Test(.enabled(if: TLSServer.isPossible, "needs the openssl command"))
  func `a TLS request goes through a tunnel, whose head is not taken for the server's`() async throws {
    let server = try TLSServer()
    let asked = Mutex("")
    let proxy = try LoopbackServer { peer, _ in
      let request = peer.request() ?? ""
      asked.withLock { $0 = request }
      peer.send("HTTP/1.1 200 Connection established\r\nX-Proxy: yes\r\n\r\n")
      peer.join(to: server.port)
    }
    let record = await get(
      "https://127.0.0.1:\(server.port)/", HTTPConnection(caFile: server.certificates.authority, proxy: proxy.origin))
    #expect(record.failure == nil)
    #expect(record.heads == 1)
    #expect(record.head?.first("X-Proxy") == nil)
    #expect(asked.withLock { $0 }.hasPrefix("CONNECT 127.0.0.1:\(server.port) HTTP/1.1\r\n"))
  }

  @Test(arguments: ["403 Forbidden", "407 Proxy Authentication Required", "502 Bad Gateway"])
  func `a proxy that refuses a tunnel is a proxy failure with its status`(status: String) async throws {
    let proxy = try LoopbackServer { peer, _ in
      _ = peer.request()
      peer.send("HTTP/1.1 \(status)\r\nContent-Length: 0\r\n\r\n")
    }
    let record = await get("https://127.0.0.1:1/", HTTPConnection(proxy: proxy.origin))
    #expect(record.failure == .proxyFailed(detail: "the proxy answered \(status.prefix(3))"))
    #expect(record.heads == 0)
  }

  @Test func `a proxy that does not answer is told apart from a server that does not`() async throws {
    let (socket, port) = try LoopbackServer.listen(backlog: nil)
    defer { Peer(socket).close() }
    for url in ["http://localhost:\(port)/", "https://localhost:\(port)/", "http://[::1]:\(port)/"] {
      let record = await get(url, HTTPConnection(proxy: "http://127.0.0.1:\(port)"))
      guard case .proxyFailed(let detail) = record.failure, detail.contains("127.0.0.1") else {
        Issue.record("\(String(describing: record.failure))")
        continue
      }
      guard case .connectFailed = await get(url, HTTPConnection(proxy: "")).failure else {
        Issue.record("\(url) was said to be a proxy's failure")
        continue
      }
    }
  }

  @Test(arguments: ["http://user:s3cret@a..b:8080", "nonsense://user:s3cret@127.0.0.1:1"])
  func `a proxy that is not to be found is a proxy failure that keeps its password`(proxy: String) async {
    let record = await get("http://127.0.0.1:1/", HTTPConnection(proxy: proxy))
    guard case .proxyFailed(let detail) = record.failure else {
      Issue.record("\(String(describing: record.failure))")
      return
    }
    #expect(!detail.contains("s3cret"))
  }

  @Test func `credentials in the proxy's URL reach the proxy and nobody else`() async throws {
    let wire = Mutex("")
    let proxy = try LoopbackServer { peer, _ in
      let request = peer.request() ?? ""
      wire.withLock { $0 = request }
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    }
    let origin = proxy.origin.replacingOccurrences(of: "http://", with: "http://user:pass@")
    #expect(await get("http://127.0.0.1:1/", HTTPConnection(proxy: origin)).failure == nil)
    #expect(wire.withLock { $0 }.contains("Proxy-Authorization: Basic dXNlcjpwYXNz\r\n"))
  }
}
