package import JSONRPC

/// `$/progress`: news of a request that runs, under a token that the request brought.
package struct Progress<Value: Codable & Sendable>: Codable, Sendable {
  package var token: ProgressToken
  package var value: Value

  package init(token: ProgressToken, value: Value) {
    self.token = token
    self.value = value
  }
}
