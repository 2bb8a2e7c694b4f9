/// The JSON texts of notifications and requests to the client.
package enum OutgoingMessage {
  /// A notification. Throws `-32603` when JSON cannot hold `params`.
  package static func notification(_ method: String, _ params: some Encodable) throws(ResponseError) -> [UInt8] {
    try JSONText.encode(Envelope(id: nil, method: method, params: params))
  }

  static func request(_ id: Int64, _ method: String, _ params: some Encodable) throws(ResponseError) -> [UInt8] {
    try JSONText.encode(Envelope(id: id, method: method, params: params))
  }

  private struct Envelope<Params: Encodable>: Encodable {
    let jsonrpc = "2.0"
    let id: Int64?
    let method: String
    let params: Params
  }
}
