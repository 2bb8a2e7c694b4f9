package import Notes

/// Where an engine gets its API key when it needs one.
package protocol KeyProvider: Sendable {
  /// The key, fetched if need be. Throws `notConfigured`, or `cancelled` at once when the task is.
  func key() async throws(EngineError) -> Redacted<String>

  /// The upstream did not accept `key`: the next request is to get it anew.
  func reject(_ key: Redacted<String>)
}
