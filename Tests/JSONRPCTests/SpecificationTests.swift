import JSONRPC
import Testing

/// The answer in short: the result or the error's code, by its id.
private func short(_ answer: JSONValue) -> JSONValue {
  if let answers = answer.array { return .array(answers.map(short)) }
  #expect(answer["jsonrpc"] == "2.0")
  #expect(answer.object?.count == 3)
  return ["id": answer["id"] ?? "missing", "is": answer["error"]?["code"] ?? answer["result"] ?? "missing"]
}

private let router: Router = {
  var router = Router()
  router.on(Method.Subtract.self) { params, _ async throws(ResponseError) in params.minuend - params.subtrahend }
  router.on(Method.Sum.self) { numbers, _ async throws(ResponseError) in numbers.reduce(0, +) }
  router.onReader(Method.GetData.self) { _, _ throws(ResponseError) in ["hello", 5] }
  router.onNotification(Method.Update.self) { _ in }
  return router
}()

/// The examples of JSON-RPC 2.0, section 7. Without an answer: nothing may be said.
@Test(
  .timeLimit(.minutes(1)), arguments: [Framing.contentLength, .lines],
  [
    (#"{"jsonrpc": "2.0", "method": "subtract", "params": [42, 23], "id": 1}"#, #"{"id":1,"is":19}"#),
    (#"{"jsonrpc": "2.0", "method": "subtract", "params": [23, 42], "id": 2}"#, #"{"id":2,"is":-19}"#),
    (
      #"{"jsonrpc": "2.0", "method": "subtract", "params": {"subtrahend": 23, "minuend": 42}, "id": 3}"#,
      #"{"id":3,"is":19}"#
    ),
    (
      #"{"jsonrpc": "2.0", "method": "subtract", "params": {"minuend": 42, "subtrahend": 23}, "id": 4}"#,
      #"{"id":4,"is":19}"#
    ),
    (#"{"jsonrpc": "2.0", "method": "update", "params": [1,2,3,4,5]}"#, nil),
    (#"{"jsonrpc": "2.0", "method": "foobar"}"#, nil),
    (#"{"jsonrpc": "2.0", "method": "foobar", "id": "1"}"#, #"{"id":"1","is":-32601}"#),
    (#"{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]"#, #"{"id":null,"is":-32700}"#),
    (#"{"jsonrpc": "2.0", "method": 1, "params": "bar"}"#, #"{"id":null,"is":-32600}"#),
    (
      #"[{"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"}, {"jsonrpc": "2.0", "method"]"#,
      #"{"id":null,"is":-32700}"#
    ),
    ("[]", #"{"id":null,"is":-32600}"#),
    ("[1]", #"[{"id":null,"is":-32600}]"#),
    ("[1,2,3]", #"[{"id":null,"is":-32600},{"id":null,"is":-32600},{"id":null,"is":-32600}]"#),
    (
      #"[{"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},"#
        + #"{"jsonrpc": "2.0", "method": "notify_hello", "params": [7]},"#
        + #"{"jsonrpc": "2.0", "method": "subtract", "params": [42,23], "id": "2"},"# + #"{"foo": "boo"},"#
        + #"{"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"},"#
        + #"{"jsonrpc": "2.0", "method": "get_data", "id": "9"}]"#,
      #"[{"id":"1","is":7},{"id":"2","is":19},{"id":null,"is":-32600},{"id":"5","is":-32601},"#
        + #"{"id":"9","is":["hello",5]}]"#
    ),
    (
      #"[{"jsonrpc": "2.0", "method": "notify_sum", "params": [1,2,4]},"#
        + #"{"jsonrpc": "2.0", "method": "notify_hello", "params": [7]}]"#,
      nil
    ),
  ] as [(String, String?)])
func `the specification's examples are answered as it says`(framing: Framing, example: (String, String?)) async throws {
  let client = Client(framing) { _ in router }
  client.send(example.0)
  let answers = try await client.rest().map { short(try JSONValue(parsing: Array($0.utf8))) }
  let expected = try example.1.map { try JSONValue(parsing: Array($0.utf8)) }
  #expect(answers == [expected].compactMap(\.self))
}
