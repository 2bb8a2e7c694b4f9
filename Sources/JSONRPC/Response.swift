/// The JSON texts of responses. Only members that JSON-RPC knows: some clients lose messages that have others.
enum Response {
  static func body(id: RequestID, _ outcome: Result<JSONBody, ResponseError>) -> OutgoingBody {
    var body = OutgoingBody(head: [])
    body.head.append("{\"jsonrpc\":\"2.0\",\"id\":")
    append(id, to: &body.head)
    switch outcome {
    case .success(.text(let result)):
      body.head.append(",\"result\":")
      body.head.append(contentsOf: result)
      body.head.append("}")
    case .success(.long(let result)):
      body.head.append(",\"result\":")
      body.long = result
      body.tail.append("}")
    case .failure(let error):
      body.head.append(",\"error\":")
      append(error, orElse: "{\"code\":-32603,\"message\":\"The error cannot be written as JSON.\"}", to: &body.head)
      body.head.append("}")
    }
    return body
  }

  private static func append(_ id: RequestID, to body: inout [UInt8]) {
    if case .number(let number) = id {
      body.append(decimal: Int(number))
    } else {
      append(id.json, orElse: "null", to: &body)
    }
  }

  private static func append(_ value: some Encodable, orElse text: StaticString, to body: inout [UInt8]) {
    do throws(ResponseError) {
      body.append(contentsOf: try JSONText.encode(value))
    } catch {
      body.append(text)
    }
  }
}
