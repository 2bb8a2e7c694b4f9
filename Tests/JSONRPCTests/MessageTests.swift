import JSONRPC
import Testing

private func read(_ text: String) -> MessageBatch { MessageBatch(Array(text.utf8)) }

@Test(
  arguments: [
    (#"{"jsonrpc":"2.0","id":1,"method":"m"}"#, .request(.number(1), method: "m", params: nil)),
    (#"{"method":"m","params":[1],"id":"1","jsonrpc":"2.0"}"#, .request(.string("1"), method: "m", params: [1])),
    (#"{"jsonrpc":"2.0","id":null,"method":"m","params":{}}"#, .request(.null, method: "m", params: [:])),
    (#"{"jsonrpc":"2.0","id":1,"method":"m","params":null}"#, .request(.number(1), method: "m", params: nil)),
    (#"{"jsonrpc":"2.0","id":1.5,"method":"m"}"#, .request(.otherNumber(1.5), method: "m", params: nil)),
    (#"{"jsonrpc":"2.0","id":1,"method":"m","extra":[],"result":1}"#, .request(.number(1), method: "m", params: nil)),
    (#"{"jsonrpc":"2.0","method":"m","params":{"a":1}}"#, .notification(method: "m", params: ["a": 1])),
    (#"{"jsonrpc":"2.0","id":1000000,"result":null}"#, .response(.number(1_000_000), .success(nil))),
    (#"{"id":5,"result":{"a":1},"error":null}"#, .response(.number(5), .success(["a": 1]))),
    (
      #"{"jsonrpc":"2.0","id":5,"error":{"code":-1,"message":"no","data":[1]}}"#,
      .response(.number(5), .failure(ResponseError(code: -1, message: "no", data: [1])))
    ),
  ] as [(String, Message)])
func `messages are told apart`(text: String, message: Message) {
  #expect(read(text) == .single(message))
}

@Test(
  arguments: [
    ("{", -32700, .null), ("", -32700, .null), ("1", -32600, .null), ("null", -32600, .null), ("[]", -32600, .null),
    ("{}", -32600, .null), (#"{"jsonrpc":"2.0"}"#, -32600, .null), (#"{"jsonrpc":"2.0","id":3}"#, -32600, .number(3)),
    (#"{"id":3,"method":"m"}"#, -32600, .number(3)),
    (#"{"jsonrpc":"1.0","id":"3","method":"m"}"#, -32600, .string("3")),
    (#"{"jsonrpc":2.0,"id":3,"method":"m"}"#, -32600, .number(3)), (#"{"method":"m"}"#, -32600, .null),
    (#"{"jsonrpc":"2.0","id":3,"method":1}"#, -32600, .number(3)),
    (#"{"jsonrpc":"2.0","id":3,"method":null}"#, -32600, .number(3)),
    (#"{"jsonrpc":"2.0","id":3,"method":"m","params":"bar"}"#, -32600, .number(3)),
    (#"{"jsonrpc":"2.0","method":"m","params":1}"#, -32600, .null),
    (#"{"jsonrpc":"2.0","id":true,"method":"m"}"#, -32600, .null),
    (#"{"jsonrpc":"2.0","id":[],"method":"m"}"#, -32600, .null),
    (#"{"jsonrpc":"2.0","id":{},"result":1}"#, -32600, .null),
  ] as [(String, Int, RequestID)])
func `invalid messages are answered under the id that could be read`(text: String, code: Int, id: RequestID) {
  guard case .single(.invalid(let found, let error)) = read(text) else {
    Issue.record("\(text) was taken for a message")
    return
  }
  #expect(found == id)
  #expect(error.code == code)
}

@Test func `a batch keeps its order, invalid members included`() {
  guard case .batch(let messages) = read(#"[1,{"jsonrpc":"2.0","method":"m"},[]]"#) else {
    Issue.record("no batch")
    return
  }
  #expect(messages.count == 3)
  #expect(messages[1] == .notification(method: "m", params: nil))
  for index in [0, 2] {
    guard case .invalid(.null, let error) = messages[index] else {
      Issue.record("a valid member")
      return
    }
    #expect(error.code == -32600)
  }
}

@Test(arguments: [(1 << 16, true), (1 << 16 + 1, false)])
func `a batch has a limit`(count: Int, fits: Bool) {
  let batch = read("[" + String(repeating: "1,", count: count - 1) + "1]")
  if case .batch(let messages) = batch {
    #expect(fits && messages.count == count)
  } else {
    #expect(!fits)
  }
}
