internal import HTTPStreaming

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Why no secure connection came to be, for a person. libcurl tells it in the words of its TLS library: those of OpenSSL
/// and GnuTLS are known here.
package struct TLSTrouble {
  private let detail: String

  /// `detail` is what `HTTPFailure.tlsFailed` says.
  package init(_ detail: String) { self.detail = detail }

  /// What is wrong, and what to do about it.
  package var sentences: String {
    if says("client certificate", "private key") {
      return "the client's certificate or its key cannot be used (\(detail)). Check soapnoteapi.clientCertificate and "
        + "soapnoteapi.clientKey in the settings, then try again."
    }
    // An alert is the other side's complaint.
    if says("alert") {
      return "the server refuses this computer's certificate, or wants one (\(detail)). Name one in "
        + "soapnoteapi.clientCertificate in the settings, then try again."
    }
    if says(
      "wrong version number", "packet length too long", "http request", "unexpected TLS packet", "record overflow")
    {
      return
        "what answers there does not speak TLS (\(detail)): a server of plain http, or the log-in page of a network or its "
        + "proxy. Check the base URL and its port, HTTPS_PROXY and NO_PROXY, and log in to the network if it asks for that. "
        + "Then try again."
    }
    if says("expired") {
      return "its certificate has expired, or this computer's clock (\(clock)) is wrong. Set the clock, or ask whoever "
        + "runs the network, then try again."
    }
    if says("not yet valid", "not yet activated") {
      return "its certificate is not valid yet, or this computer's clock (\(clock)) is slow. Set the clock, then try "
        + "again."
    }
    if says("subject name", "does not match", "hostname") {
      return
        "its certificate is another host's. Check the base URL, and whether a log-in page of the network stands in "
        + "between, then try again."
    }
    if says("self-signed", "self signed", "issuer", "verification failed") {
      return
        "its certificate comes from an authority that this computer does not know. Log in to the network if it asks "
        + "for that; where a firewall looks into connections, put its authority's file into SSL_CERT_FILE. Then try again."
    }
    if says("setting certificate", "verify locations", "CAfile") {
      return
        "the file with the authorities to trust cannot be read (\(detail)). Check SSL_CERT_FILE and CURL_CA_BUNDLE, "
        + "then try again."
    }
    return "\(detail). Check the computer's clock and its certificates, then try again."
  }

  private func says(_ phrases: String...) -> Bool { phrases.contains { detail.contains($0) } }

  /// Such as `2026-03-18 09:30 UTC`.
  private var clock: String { Date().formatted(.iso8601).prefix(16).replacing("T", with: " ") + " UTC" }
}
