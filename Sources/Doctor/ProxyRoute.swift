/// The proxy that a request would take, and why: libcurl's own rules, told in words.
package struct ProxyRoute: Sendable {
  /// The variable in force that names a proxy, and its value; nil without one.
  package private(set) var variable: String?
  private var value = ""
  /// The entry of `NO_PROXY` by which the host is reached directly, and the variable's name.
  private var exception: (variable: String, entry: String)?

  /// `host` has no brackets. A lower-case name goes before an upper-case one; `HTTP_PROXY` does not count, since a web
  /// server would set it for its visitors.
  package init(host: String, isEncrypted: Bool, environment: [String: String]) {
    let names = isEncrypted ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy"]
    variable = (names + ["all_proxy", "ALL_PROXY"]).first { environment[$0]?.isEmpty == false }
    guard let variable else { return }
    value = environment[variable, default: ""]
    guard let name = ["no_proxy", "NO_PROXY"].first(where: { environment[$0]?.isEmpty == false }) else { return }
    let entries = environment[name, default: ""].split { $0 == "," || $0 == " " }
    if let entry = entries.first(where: { Self.covers(String($0), host) }) { exception = (name, String(entry)) }
  }

  /// None, whatever the variables say.
  package static let direct = ProxyRoute(host: "", isEncrypted: false, environment: [:])

  /// Whether requests go through a proxy.
  package var isProxied: Bool { variable != nil && exception == nil }

  package var finding: Finding {
    guard let variable else { return Finding("proxy", .ok, "No variable names a proxy: the connection is direct.") }
    if let exception {
      return Finding(
        "proxy", .ok,
        "\(variable) names \(address), but \(exception.variable) has \(exception.entry): the connection is direct.")
    }
    return Finding("proxy", .ok, "\(variable) names \(address).")
  }

  /// The proxy without its user and password.
  package var address: String {
    let start = value.firstRange(of: "://")?.upperBound ?? value.startIndex
    guard let at = value[start...].lastIndex(of: "@") else { return value }
    return "\(value[..<start])***\(value[at...])"
  }

  /// An entry is `*`, a host, or a domain with or without its leading dot.
  private static func covers(_ entry: String, _ host: String) -> Bool {
    if entry == "*" { return true }
    let name = String(entry.drop { $0 == "." }).lowercased()
    let host = host.lowercased()
    return !name.isEmpty && (host == name || host.hasSuffix(".\(name)"))
  }
}
