/// A certificate as libcurl's TLS library describes it.
package struct ServerCertificate: Sendable, Equatable {
  package var subject: String
  package var issuer: String
  /// In the words of the TLS library: `Mar 18 09:30:00 2026 GMT` or `2026-03-18 09:30:00 GMT`; empty when not told.
  package var notBefore: String
  package var notAfter: String

  /// `lines` are of the form `Issuer:CN = authority`.
  init(_ lines: [String]) {
    func value(_ name: String) -> String {
      lines.first { $0.hasPrefix("\(name):") }.map { String($0.dropFirst(name.count + 1)) } ?? ""
    }
    subject = value("Subject")
    issuer = value("Issuer")
    notBefore = value("Start date")
    notAfter = value("Expire date")
  }
}
