internal import CCurl

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Puts a request into a libcurl handle.
@safe struct TransferSetup {
  let easy: OpaquePointer

  /// The longest time that libcurl can be given, in milliseconds: 24 days. Not setting one would mean 5 minutes.
  static let longest = Int(CInt.max)

  /// Seconds for which a connection may have been idle when a request with a body is sent on it.
  static let longestIdle = 50

  /// Throws `.invalidRequest` for what must not be sent.
  func apply(_ request: HTTPRequest, _ buffers: TransferBuffers, _ pass: Pass) throws(HTTPFailure) {
    try request.validate()
    try set(CCURLOPT_URL, request.url)
    try limitProtocols()
    try verifyServer(request.connection)
    try reach(request.connection)
    try send(request, buffers, pass)
    for line in request.headerLines() { try buffers.appendHeader(line) }
    try set(CCURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    try set(CCURLOPT_NOSIGNAL, 1)
    if request.acceptsCompression { try set(CCURLOPT_ACCEPT_ENCODING, "") }
    // Lets libcurl share the time out among the addresses of a host. Our own clock runs out first: libcurl's would wait
    // for a name look-up to end.
    let limit = request.limits.connect.map { ($0 + .seconds(1)).milliseconds }
    try set(CCURLOPT_CONNECTTIMEOUT_MS, limit ?? TransferSetup.longest)
  }

  /// Has the transfer's callbacks called with `context`.
  func connect(
    to context: UnsafeMutableRawPointer, head: ccurl_data_callback, body: ccurl_data_callback,
    _ buffers: TransferBuffers
  ) throws(HTTPFailure) {
    unsafe buffers.attach(to: easy)
    try unsafe check(ccurl_set_pointer(easy, CCURLOPT_PRIVATE, context))
    try unsafe check(ccurl_set_pointer(easy, CCURLOPT_HEADERDATA, context))
    try unsafe check(ccurl_set_pointer(easy, CCURLOPT_WRITEDATA, context))
    try unsafe check(ccurl_set_data_callback(easy, CCURLOPT_HEADERFUNCTION, head))
    try unsafe check(ccurl_set_data_callback(easy, CCURLOPT_WRITEFUNCTION, body))
  }

  private func limitProtocols() throws(HTTPFailure) {
    if ccurl_version_number() >= 0x07_55_00 {
      try set(CCURLOPT_PROTOCOLS_STR, "http,https")
    } else {
      try set(CCURLOPT_PROTOCOLS, 0b11)
    }
  }

  private func verifyServer(_ connection: HTTPConnection) throws(HTTPFailure) {
    try set(CCURLOPT_SSL_VERIFYPEER, 1)
    try set(CCURLOPT_SSL_VERIFYHOST, 2)
    if let file = connection.caFile ?? environment("CURL_CA_BUNDLE") ?? environment("SSL_CERT_FILE") {
      try set(CCURLOPT_CAINFO, file)
      prefer(CCURLOPT_PROXY_CAINFO, file)
    }
    if let directory = connection.caDirectory ?? environment("SSL_CERT_DIR") {
      try set(CCURLOPT_CAPATH, directory)
      prefer(CCURLOPT_PROXY_CAPATH, directory)
    }
    if let certificate = connection.clientCertificate {
      try set(CCURLOPT_SSLCERT, certificate)
      // A locked key is an error: without this, its password would be asked for at the terminal.
      try set(CCURLOPT_KEYPASSWD, "")
    }
    if let key = connection.clientKey { try set(CCURLOPT_SSLKEY, key) }
  }

  private func reach(_ connection: HTTPConnection) throws(HTTPFailure) {
    if let proxy = connection.proxy { try set(CCURLOPT_PROXY, proxy) }
    if let hosts = connection.noProxy { try set(CCURLOPT_NOPROXY, hosts) }
    if connection.isFresh { try set(CCURLOPT_FRESH_CONNECT, 1) }
    try set(CCURLOPT_TCP_NODELAY, 1)
    try set(CCURLOPT_TCP_KEEPALIVE, 1)
    prefer(CCURLOPT_TCP_KEEPIDLE, 30)
    prefer(CCURLOPT_TCP_KEEPINTVL, 15)
    switch connection.version {
    case .automatic: prefer(CCURLOPT_HTTP_VERSION, CCURL_HTTP_VERSION_2TLS)
    case .http1: try set(CCURLOPT_HTTP_VERSION, CCURL_HTTP_VERSION_1_1)
    }
  }

  private func send(_ request: HTTPRequest, _ buffers: TransferBuffers, _ pass: Pass) throws(HTTPFailure) {
    switch request.body {
    case .none:
      if request.method == "HEAD" { try set(CCURLOPT_NOBODY, 1) }
    case .bytes(let bytes):
      buffers.bytes = try unsafe BytesUpload(bytes, for: easy)
      // Common servers and gateways close what was idle for a minute: a request that meets such a close may be lost.
      prefer(CCURLOPT_MAXAGE_CONN, TransferSetup.longestIdle)
    case .multipart(let parts):
      buffers.form = try unsafe MultipartForm(parts, for: easy, pass)
    }
    try set(CCURLOPT_CUSTOMREQUEST, request.method)
  }

  private func environment(_ name: String) -> String? {
    guard let value = ProcessInfo.processInfo.environment[name], !value.isEmpty else { return nil }
    return value
  }

  private func set(_ option: ccurl_option, _ value: Int) throws(HTTPFailure) {
    try unsafe check(ccurl_set_long(easy, option, value))
  }

  private func set(_ option: ccurl_option, _ value: String) throws(HTTPFailure) {
    try unsafe check(ccurl_set_string(easy, option, value))
  }

  /// For what not every build of libcurl can do and can be done without.
  private func prefer(_ option: ccurl_option, _ value: Int) { unsafe _ = ccurl_set_long(easy, option, value) }
  private func prefer(_ option: ccurl_option, _ value: String) { unsafe _ = ccurl_set_string(easy, option, value) }

  private func check(_ result: CInt) throws(HTTPFailure) {
    guard result == 0 else {
      let reason = unsafe CurlLibrary.string(ccurl_describe(result)) ?? ""
      throw .unavailable("libcurl cannot send such a request: \(reason)")
    }
  }
}

extension Duration {
  /// Whole milliseconds, rounded up, from 1 to what fits 31 bits (24 days).
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    guard seconds >= 0, attoseconds >= 0 else { return 1 }
    guard seconds < Int64(CInt.max) / 1000 else { return TransferSetup.longest }
    return max(1, Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
  }
}
