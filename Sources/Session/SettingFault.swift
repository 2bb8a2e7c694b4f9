package import JSONRPC

/// A setting that is wrong and has no effect.
package struct SettingFault: Hashable, Sendable {
  /// A sentence for the user. It does not have the value, which may be a key.
  package let message: String
  /// Tells one wrong value from another.
  private let fingerprint: Int

  package init(_ message: String, value: JSONValue = nil) {
    self.message = message
    fingerprint = value.hashValue
  }
}
