package import HTTPStreaming

/// What connecting to an endpoint has shown, step by step.
package struct ConnectionCheck: Sendable {
  /// So many days before a certificate's end it is worth a warning.
  private static let warningDays = 14

  private let host: String
  private let route: ProxyRoute
  /// Where the address comes from, for the next step.
  private let source: String
  private let now: UTCDate
  private let explain: @Sendable (String) -> String

  /// `source` names the setting or the variable that the address came from; `explain` makes sentences of what a TLS library
  /// says of a refused connection.
  package init(
    host: String, route: ProxyRoute, source: String, now: UTCDate, explain: @escaping @Sendable (String) -> String
  ) {
    self.host = host
    self.route = route
    self.source = source
    self.now = now
    self.explain = explain
  }

  package func findings(_ inspection: ServerInspection, isEncrypted: Bool) -> [Finding] {
    guard let failure = inspection.failure else {
      return [name(inspection), connection(inspection)] + (isEncrypted ? [certificate(inspection)] : [])
    }
    switch failure {
    case .nameNotResolved(let host):
      return [
        Finding(
          "dns", .problem, "The name \(host) could not be resolved.",
          nextStep: "Check the network, and the spelling of the address (\(source)).")
      ]
    case .proxyFailed(let detail):
      return [
        Finding(
          "proxy", .problem, "The proxy \(route.address) did not let the connection through: \(detail).",
          nextStep: "Correct \(route.variable ?? "the proxy's variable"), or name the host in NO_PROXY.")
      ]
    case .tlsFailed(let detail):
      return [name(inspection), connection(inspection), refusal(inspection, detail)]
    case .unavailable(let detail):
      return [Finding("libcurl", .problem, "\(detail).", nextStep: "Install libcurl, then try again.")]
    case .connectFailed(let detail), .broken(let detail), .protocolViolation(let detail):
      return names(inspection) + [unconnected(detail)]
    case .timedOut:
      return names(inspection) + [unconnected("nothing answered within the time allowed (timeouts.connectMs)")]
    case .cancelled, .unreadableBody, .invalidRequest:
      return [Finding("endpoint", .problem, "The address cannot be used.", nextStep: "Correct \(source).")]
    }
  }

  private func names(_ inspection: ServerInspection) -> [Finding] {
    inspection.timing.nameLookup == nil ? [] : [name(inspection)]
  }

  private func name(_ inspection: ServerInspection) -> Finding {
    let time = inspection.timing.nameLookup.map { " after \($0.inWords)" } ?? ""
    return Finding("dns", .ok, "\(route.isProxied ? "The proxy's name" : host) was resolved\(time).")
  }

  private func connection(_ inspection: ServerInspection) -> Finding {
    let peer = "\(inspection.address ?? "?") port \(inspection.port ?? 0)\(route.isProxied ? " (the proxy)" : "")"
    return Finding("connect", .ok, "\(peer) answered after \((inspection.timing.connect ?? .zero).inWords).")
  }

  private func unconnected(_ detail: String) -> Finding {
    Finding(
      "connect", .problem, "No connection to \(host): \(detail).",
      nextStep: "Check that the server runs and the address is right (\(source)); a firewall may also stand between.")
  }

  private func certificate(_ inspection: ServerInspection) -> Finding {
    let time = inspection.timing.tls.map { " after \($0.inWords)" } ?? ""
    guard let certificate = inspection.certificates.first else {
      return Finding("tls", .ok, "The server's certificate is trusted\(time).")
    }
    if let end = UTCDate(certificate.notAfter), end.secondsSince1970 - now.secondsSince1970 < Self.warningDays * 86_400
    {
      return Finding(
        "tls", .warning, "The server's certificate is trusted, but ends soon: \(description(certificate)).",
        nextStep: "Tell whoever runs the server, or check this computer's clock: it says \(now).")
    }
    return Finding("tls", .ok, "The server's certificate is trusted\(time): \(description(certificate)).")
  }

  private func refusal(_ inspection: ServerInspection, _ detail: String) -> Finding {
    let certificate = inspection.certificates.first
    let shown = certificate.map { " It shows one \(description($0))." } ?? ""
    if let start = certificate.flatMap({ UTCDate($0.notBefore) }), now < start {
      return Finding(
        "tls", .problem, "The server's certificate is not valid yet.\(shown)",
        nextStep: "Set this computer's clock: it says \(now), which may well be wrong.")
    }
    if let end = certificate.flatMap({ UTCDate($0.notAfter) }), end < now {
      return Finding(
        "tls", .problem, "The server's certificate has expired.\(shown)",
        nextStep: "Check this computer's clock, which says \(now). If it is right, tell whoever runs the server.")
    }
    var finding = Finding("tls", .problem, saying: "The connection is not secure: \(explain(detail))")
    finding.message += shown
    return finding
  }

  private func description(_ certificate: ServerCertificate) -> String {
    func date(_ text: String) -> String { UTCDate(text)?.description ?? text }
    return "for \(certificate.subject), issued by \(certificate.issuer), valid from \(date(certificate.notBefore)) to "
      + "\(date(certificate.notAfter))"
  }
}

extension Duration {
  /// `0.4 ms`, `37 ms` or `2.1 s`
  package var inWords: String {
    let tenths = Int((self / .microseconds(100)).rounded())
    if tenths < 100 { return "\(tenths / 10).\(tenths % 10) ms" }
    if tenths < 10_000 { return "\(tenths / 10) ms" }
    return "\(tenths / 10_000).\(tenths / 1000 % 10) s"
  }
}
