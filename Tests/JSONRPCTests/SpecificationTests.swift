import JSONRPC
import Testing

struct Subtract: RequestType {
  static let method = "subtract"
  typealias Params = JSONValue
  typealias Result = Int
}

@Test(.timeLimit(.minutes(1)))
func `a request is answered`() async {
  var router = Router()
  router.on(Subtract.self) { params, _ async throws(ResponseError) in
    params[0]!.integer! - params[1]!.integer!
  }
  let client = Client(router)
  client.write(#"{"jsonrpc": "2.0", "method": "subtract", "params": [42, 23], "id": 1}"# + "\n")
  #expect(client.readLine() == #"{"jsonrpc":"2.0","id":1,"result":19}"#)
}
