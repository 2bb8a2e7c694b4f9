internal import CCurl

extension HTTPFailure {
  /// Says what a result code of libcurl, other than success, means here.
  ///
  /// - Parameters:
  ///   - proxyStatus: what a proxy answered to `CONNECT`; 0 when it was not asked.
  ///   - detail: what libcurl wrote about this very failure; may be empty.
  init(_ result: CInt, host: String, proxyStatus: Int, detail: String) {
    let general = unsafe CurlLibrary.string(ccurl_describe(result)) ?? "error \(result)"
    let isAboutProxy = Self.isAboutProxy(detail, host)
    // Words that may quote a URL with credentials are left out.
    let detail = detail.isEmpty || detail.contains("@") ? general : detail
    if proxyStatus != 0, proxyStatus / 100 != 2 {
      self = .proxyFailed(detail: "the proxy answered \(proxyStatus)")
      return
    }
    self =
      switch Int(result) {
      case CCURLE_COULDNT_RESOLVE_HOST: .nameNotResolved(host: host)
      case CCURLE_COULDNT_RESOLVE_PROXY, CCURLE_PROXY: .proxyFailed(detail: detail)
      case CCURLE_COULDNT_CONNECT where isAboutProxy: .proxyFailed(detail: detail)
      case CCURLE_COULDNT_CONNECT: .connectFailed(detail: detail)
      // No other clock is given to libcurl.
      case CCURLE_OPERATION_TIMEDOUT: .timedOut(.connect)
      case CCURLE_ABORTED_BY_CALLBACK: .cancelled
      case CCURLE_SSL_CONNECT_ERROR, CCURLE_SSL_ENGINE_NOTFOUND, CCURLE_SSL_ENGINE_SETFAILED, CCURLE_SSL_CERTPROBLEM,
        CCURLE_SSL_CIPHER, CCURLE_PEER_FAILED_VERIFICATION, CCURLE_SSL_ENGINE_INITFAILED, CCURLE_SSL_CACERT_BADFILE,
        CCURLE_SSL_CRL_BADFILE, CCURLE_SSL_ISSUER_ERROR, CCURLE_SSL_PINNEDPUBKEYNOTMATCH, CCURLE_SSL_INVALIDCERTSTATUS,
        CCURLE_SSL_CLIENTCERT:
        .tlsFailed(detail: detail)
      case CCURLE_UNSUPPORTED_PROTOCOL, CCURLE_WEIRD_SERVER_REPLY, CCURLE_BAD_CONTENT_ENCODING:
        .protocolViolation(detail: detail)
      case CCURLE_WRITE_ERROR: .protocolViolation(detail: "the response head is too large")
      // One code stands for a lost connection and for a malformed chunk; the words tell them apart.
      case CCURLE_RECV_ERROR where detail.contains("chunk"): .protocolViolation(detail: detail)
      // What libcurl would have sent again by itself is refused to it.
      case CCURLE_SEND_FAIL_REWIND: .broken(detail: "the server closed it without an answer")
      case CCURLE_URL_MALFORMAT: .invalidRequest("the URL is malformed")
      // Since TLS 1.3 a server may refuse the client's certificate when the handshake is already over.
      case CCURLE_RECV_ERROR where detail.contains("alert"): .tlsFailed(detail: detail)
      default: .broken(detail: detail)
      }
  }

  /// Whether a failed connection was one to a proxy, for which libcurl has no code of its own: then its words name a
  /// host that the URL does not.
  private static func isAboutProxy(_ detail: String, _ host: String) -> Bool {
    if detail.hasPrefix("Unsupported proxy") { return true }
    let phrase = "Failed to connect to "
    guard detail.hasPrefix(phrase) else { return false }
    let named = detail.dropFirst(phrase.count).prefix { $0 != " " }
    let wanted = host.drop { $0 == "[" }.prefix { $0 != "]" }
    return !String(named).equalsIgnoringASCIICase(String(wanted))
  }
}
