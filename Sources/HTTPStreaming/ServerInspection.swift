internal import CCurl
internal import Dispatch

/// What a server shows to one who connects and asks nothing: no request is sent, and no key.
package struct ServerInspection: Sendable {
  /// Nil when a request could be sent.
  package var failure: HTTPFailure?
  package var timing = HTTPTiming()
  /// The address connected to, a proxy's where one is in between; nil without a connection.
  package var address: String?
  package var port: Int?
  /// The server's own first, then those that vouch for it. Those of a server that is not trusted are told too.
  package var certificates: [ServerCertificate] = []

  private init() {}

  /// Connects as a request to `url` would, through proxies and with the certificates in force. Blocks a thread of its own
  /// meanwhile, for little longer than `limit`.
  package static func of(
    _ url: String, _ connection: HTTPConnection, limit: Duration
  ) async -> ServerInspection {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        var request = HTTPRequest(method: "GET", url: url, connection: connection)
        request.limits.connect = limit
        var inspection = run(request, isTrusting: false)
        if case .tlsFailed? = inspection.failure {
          // Only looks at what the server shows; nothing is sent to it.
          inspection.certificates = run(request, isTrusting: true).certificates
        }
        continuation.resume(returning: inspection)
      }
    }
  }

  private static func run(_ request: HTTPRequest, isTrusting: Bool) -> ServerInspection {
    var inspection = ServerInspection()
    do throws(HTTPFailure) {
      try CurlLibrary().load()
      guard let easy = unsafe ccurl_easy_new() else { throw .unavailable("libcurl could not make a transfer") }
      defer { unsafe ccurl_easy_free(easy) }
      let buffers = TransferBuffers()
      try unsafe TransferSetup(easy: easy).apply(request, buffers, Pass(linger: .zero))
      unsafe buffers.attach(to: easy)
      unsafe ccurl_set_long(easy, CCURLOPT_CONNECT_ONLY, 1)
      unsafe ccurl_set_long(easy, CCURLOPT_CERTINFO, 1)
      if isTrusting {
        unsafe ccurl_set_long(easy, CCURLOPT_SSL_VERIFYPEER, 0)
        unsafe ccurl_set_long(easy, CCURLOPT_SSL_VERIFYHOST, 0)
      }
      let result = unsafe ccurl_perform(easy)
      unsafe inspection.read(easy)
      guard result != 0 else { return inspection }
      let proxyStatus = unsafe ccurl_get_long(easy, CCURLINFO_HTTP_CONNECTCODE)
      throw HTTPFailure(result, host: try request.host(), proxyStatus: proxyStatus, detail: buffers.error)
    } catch {
      inspection.failure = error
    }
    return inspection
  }

  private mutating func read(_ easy: OpaquePointer) {
    timing = unsafe HTTPTiming(of: easy)
    if let text = unsafe ccurl_get_pointer(easy, CCURLINFO_PRIMARY_IP) {
      let name = unsafe String(cString: text.assumingMemoryBound(to: CChar.self))
      if !name.isEmpty { (address, port) = (name, unsafe ccurl_get_long(easy, CCURLINFO_PRIMARY_PORT)) }
    }
    var index: CInt = 0
    while case let lines = unsafe Self.lines(of: index, easy), !lines.isEmpty {
      certificates.append(ServerCertificate(lines))
      index += 1
    }
  }

  private static func lines(of index: CInt, _ easy: OpaquePointer) -> [String] {
    var lines: [String] = []
    while let line = unsafe ccurl_certificate_line(easy, index, CInt(lines.count)) {
      unsafe lines.append(String(cString: line))
    }
    return lines
  }
}
