/// How the server is reached and recognised. Certificates are always verified.
package struct HTTPConnection: Sendable, Equatable {
  /// PEM file with the authorities to trust; `nil`: `CURL_CA_BUNDLE`, then `SSL_CERT_FILE`, then the system's.
  package var caFile: String?
  /// Directory with hashed authority certificates; `nil`: `SSL_CERT_DIR`, then the system's.
  package var caDirectory: String?
  /// Proxy URL; `nil`: `HTTPS_PROXY`, `http_proxy`, `ALL_PROXY` of the environment; empty: none.
  package var proxy: String?
  /// Comma-separated hosts to reach without a proxy; `nil`: `NO_PROXY` of the environment.
  package var noProxy: String?
  /// PEM file with the client's certificate.
  package var clientCertificate: String?
  /// PEM file with its private key, which no password locks; `nil`: it is in the certificate's file.
  package var clientKey: String?
  package var version: HTTPVersion
  /// Never on a connection that stands already; the new one may be used by later requests.
  package var isFresh: Bool

  package init(
    caFile: String? = nil, caDirectory: String? = nil, proxy: String? = nil, noProxy: String? = nil,
    clientCertificate: String? = nil, clientKey: String? = nil, version: HTTPVersion = .automatic,
    isFresh: Bool = false
  ) {
    self.caFile = caFile
    self.caDirectory = caDirectory
    self.proxy = proxy
    self.noProxy = noProxy
    self.clientCertificate = clientCertificate
    self.clientKey = clientKey
    self.version = version
    self.isFresh = isFresh
  }
}

/// The protocol versions that a request may use.
package enum HTTPVersion: Sendable, Equatable {
  /// HTTP/2 where a TLS server offers it, HTTP/1.1 otherwise.
  case automatic
  case http1
}
