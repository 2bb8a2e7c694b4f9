/// Judges the keys that clients send.
struct Credentials {
  private let keys: Set<String>

  /// `keys`: those accepted; with none, every test key is.
  init(_ keys: Set<String>) { self.keys = keys }

  /// The answer to a request whose `Authorization` does not let it in; nil when it does.
  func refusal(of authorization: String?) -> Response? {
    let parts = (authorization ?? "").split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else {
      return unauthorized("An API key is needed: Authorization: Bearer snapi_sk_test_…")
    }
    let key = String(parts[1])
    if key.hasPrefix("snapi_sk_test_revoked") {
      return .error(403, code: "AUTHORIZATION_ERROR", message: "This API key has been revoked.")
    }
    let isKnown = keys.isEmpty ? key.hasPrefix("snapi_sk_test_") : keys.contains(key)
    return isKnown ? nil : unauthorized("This API key is not known here.")
  }

  private func unauthorized(_ message: String) -> Response {
    var response = Response.error(401, code: "AUTHENTICATION_ERROR", message: message)
    response.fields.append(("WWW-Authenticate", "Bearer"))
    return response
  }
}
