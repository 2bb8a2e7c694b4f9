package import Notes

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// An upstream's base address, checked: an http or https URL with a host and nothing after its path.
package struct Endpoint: Sendable {
  package let host: String
  package let isEncrypted: Bool
  private let base: String

  /// Throws `notConfigured` when `baseURL` is not such an address.
  init(baseURL: String, name: String, setting: String) throws(EngineError) {
    let trimmed = String(baseURL.trimmingPrefix(while: { $0 == " " }))
    guard let parts = URLComponents(string: trimmed), let scheme = parts.scheme?.lowercased(),
      scheme == "http" || scheme == "https", let host = parts.host, !host.isEmpty, parts.user == nil,
      parts.query == nil, parts.fragment == nil
    else {
      throw EngineError(
        .notConfigured,
        "The address of \(name) is not an http or https address, so nothing was sent. Correct \(setting).")
    }
    self.host = host.lowercased()
    isEncrypted = scheme == "https"
    base = trimmed.hasSuffix("/") ? String(trimmed.dropLast()) : trimmed
  }

  package func url(_ path: String) -> String { base + path }

  /// Whether the host can be no other machine: `localhost`, 127.0.0.0/8 or ::1.
  package var isLoopback: Bool {
    let name = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    if name == "localhost" || name == "::1" { return true }
    let numbers = name.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
  }
}

extension Upstream {
  /// The address, checked. Throws `notConfigured` when it is none, and `insecureEndpoint` when no key may go there.
  package func endpoint() throws(EngineError) -> Endpoint {
    try UpstreamRequest.endpoint(self, withKey: false)
  }
}
