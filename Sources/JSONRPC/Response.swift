/// The JSON texts of what is sent. Only members that JSON-RPC knows: some clients lose messages that have others.
enum Response {
  static func body(id: RequestID, _ outcome: Result<JSONBody, ResponseError>) -> OutgoingBody {
    var body = OutgoingBody(head: [])
    switch outcome {
    case .success(.text(let result)):
      body.head.reserveCapacity(result.count + 48)
      begin(&body.head, id)
      body.head.append(",\"result\":")
      body.head.append(contentsOf: result)
      body.head.append("}")
    case .success(.long(let result)):
      begin(&body.head, id)
      body.head.append(",\"result\":")
      body.long = result
      body.tail.append("}")
    case .failure(let error):
      begin(&body.head, id)
      body.head.append(",\"error\":")
      body.head.append(contentsOf: text(of: error))
      body.head.append("}")
    }
    return body
  }

  private static func begin(_ body: inout [UInt8], _ id: RequestID) {
    body.append("{\"jsonrpc\":\"2.0\",\"id\":")
    if case .number(let number) = id {
      body.append(decimal: Int(number))
    } else {
      body.append(contentsOf: text(of: id.json))
    }
  }

  /// What came out of JSON, or holds only strings, can always be written as JSON.
  private static func text(of value: some Encodable) -> [UInt8] {
    do throws(ResponseError) {
      return try JSONText.encode(value)
    } catch {
      return Array("null".utf8)
    }
  }
}
