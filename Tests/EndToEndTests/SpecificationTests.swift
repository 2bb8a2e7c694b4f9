import Testing

/// The examples of the JSON-RPC 2.0 specification, section 7, with methods that exist here: `shutdown` has the result
/// null, `unknown` stands for `foobar`.
@Suite(.crowd, .timeLimit(.minutes(5)))
struct SpecificationTests {
  private static let ok = #"{"jsonrpc":"2.0","id":ID,"result":{"engine":"offline","problems":[]}}"#
  private static func error(_ code: Int, id: String = "null") -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"error":{"code":\#(code)}}"#
  }
  private static func ok(_ id: String) -> String { ok.replacing("ID", with: id) }

  @Test(
    arguments: [
      // rpc call with named parameters, in both orders
      (#"{"jsonrpc":"2.0","method":"soapNote/reload","params":{},"id":3}"#, ok("3")),
      (#"{"id":4,"params":{},"method":"soapNote/reload","jsonrpc":"2.0"}"#, ok("4")),
      // a notification
      (#"{"jsonrpc":"2.0","method":"update","params":[1,2,3,4,5]}"#, ""),
      (#"{"jsonrpc":"2.0","method":"foobar"}"#, ""),
      // rpc call of non-existent method
      (#"{"jsonrpc":"2.0","method":"foobar","id":"1"}"#, error(-32601, id: "\"1\"")),
      // rpc call with invalid JSON
      (#"{"jsonrpc":"2.0","method":"foobar,"params":"bar","baz]"#, error(-32700)),
      // rpc call with invalid Request object
      (#"{"jsonrpc":"2.0","method":1,"params":"bar"}"#, error(-32600)),
      // rpc call Batch, invalid JSON
      (#"[{"jsonrpc":"2.0","method":"sum","params":[1,2,4],"id":"1"},{"jsonrpc":"2.0","method"]"#, error(-32700)),
      // rpc call with an empty Array
      ("[]", error(-32600)),
      // rpc call with an invalid Batch (but not empty)
      ("[1]", "[\(error(-32600))]"),
      // rpc call with invalid Batch
      ("[1,2,3]", "[\(error(-32600)),\(error(-32600)),\(error(-32600))]"),
      // rpc call Batch
      (
        #"[{"jsonrpc":"2.0","method":"soapNote/reload","id":"1"},{"jsonrpc":"2.0","method":"notify_hello","params":[7]},"#
          + #"{"jsonrpc":"2.0","method":"soapNote/reload","params":{},"id":"2"},{"foo":"boo"},"#
          + #"{"jsonrpc":"2.0","method":"foo.get","params":{"name":"myself"},"id":"5"},"#
          + #"{"jsonrpc":"2.0","method":"soapNote/reload","id":"9"}]"#,
        "[\(ok("\"1\"")),\(ok("\"2\"")),\(error(-32600)),\(error(-32601, id: "\"5\"")),\(ok("\"9\""))]"
      ),
      // rpc call Batch (all notifications)
      (
        #"[{"jsonrpc":"2.0","method":"notify_sum","params":[1,2,4]},"#
          + #"{"jsonrpc":"2.0","method":"notify_hello","params":[7]}]"#, ""
      ),
      // further kinds of what section 4 forbids
      (#"{"method":"soapNote/reload","id":1}"#, error(-32600, id: "1")),
      (#"{"jsonrpc":"1.0","method":"soapNote/reload","id":1}"#, error(-32600, id: "1")),
      (#"{"jsonrpc":2.0,"method":"soapNote/reload","id":1}"#, error(-32600, id: "1")),
      (#"{"jsonrpc":"2.0","method":"soapNote/reload","params":7,"id":1}"#, error(-32600, id: "1")),
      (#"{"jsonrpc":"2.0","method":"soapNote/reload","params":"x","id":"a"}"#, error(-32600, id: "\"a\"")),
      (#"{"jsonrpc":"2.0","method":"soapNote/reload","id":[1]}"#, error(-32600)),
      (#"{"jsonrpc":"2.0","method":"soapNote/reload","id":true}"#, error(-32600)),
      (#"{"jsonrpc":"2.0","id":1}"#, error(-32600, id: "1")),
      ("[[]]", "[\(error(-32600))]"),
      ("{}", error(-32600)),
      ("{\"jsonrpc\":\"2.0\",\"method\":\"soapNote/reload\",\"id\":1} x", error(-32700)),
      ("{\"a\":01}", error(-32700)),
      ("{\"a\":\"\\ud800x\t\"}", error(-32700)),
    ], Framing.allCases)
  func `a message gets the specification's answer`(example: (String, String), framing: Framing) async throws {
    let server = try ServerProcess(framing: framing)
    if framing == .headers { _ = try await server.call("initialize", ["capabilities": [:]]) }
    server.write(framing.frame(example.0))
    // What comes after it is answered, so that the answer before is the whole answer; requests of a batch run at the
    // same time as this one, so the end is waited for.
    _ = try await server.response(to: server.request("after", id: "after"))
    if framing == .headers {
      if !example.1.isEmpty { _ = try await server.wait(for: "the answer") { $0.wire.messages.count > 2 ? true : nil } }
      _ = try await server.call("shutdown")
      server.notify("exit")
    }
    #expect(try await server.finish() == .status(0))
    server.checkOutput()
    let answers = server.messages.filter { $0["id"] != "after" && $0["result"]?["serverInfo"] == nil }
      .filter { $0["result"] != .null }
    let expected = example.1.isEmpty ? [] : [try JSON(parsing: example.1)]
    #expect(answers.map(Self.withoutWords) == expected)
  }

  /// An answer without the sentences of its errors, which must be there.
  private static func withoutWords(_ answer: JSON) -> JSON {
    if let answers = answer.array { return .array(answers.map(withoutWords)) }
    guard let error = answer["error"] else { return answer }
    #expect(error["message"]?.string?.isEmpty == false)
    return answer.with(["error": ["code": error["code"] ?? nil]])
  }

  @Test(arguments: [
    "0", "-7", "9007199254740993", "-9007199254740993", "9223372036854775807", "-9223372036854775808", "1.5", "null",
    "\"\"", "\"9007199254740993\"", #""with \"quotes\" and 👩‍⚕️""#,
  ])
  func `an id comes back as it was`(id: String) async throws {
    let server = try ServerProcess()
    server.write("{\"jsonrpc\":\"2.0\",\"id\":\(id),\"method\":\"soapNote/reload\"}\n")
    #expect(try await server.finish() == .status(0))
    #expect(server.messages.map { $0["id"] } == [try JSON(parsing: id)])
    #expect(server.messages[0]["result"] != nil)
  }
}
