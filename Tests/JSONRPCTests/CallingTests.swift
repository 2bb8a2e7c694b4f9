import JSONRPC
import Testing

/// Asks the client, and returns the error that comes of it.
private func failure(_ client: Client) async -> ResponseError? {
  do throws(ResponseError) {
    _ = try await client.connection.request(Method.Sum.self, [1])
    return nil
  } catch {
    return error
  }
}

@Test(.timeLimit(.minutes(1)))
func `the client is asked under ids of the server's own, and its answers are told apart`() async throws {
  let client = Client { _ in Router() }
  client.send("{}")
  _ = await client.next()
  async let first = client.connection.request(Method.Sum.self, [1])
  #expect(await client.next() == #"{"id":1000000,"jsonrpc":"2.0","method":"sum","params":[1]}"#)
  async let second = client.connection.request(Method.Sum.self, [2])
  #expect(try await client.nextValue()["id"] == 1_000_001)
  for stray in [#""id":1"#, #""id":"1000000""#, #""id":null"#, #""id":1000002"#] {
    client.send("{\"jsonrpc\":\"2.0\",\(stray),\"result\":0}")
  }
  client.send(#"{"jsonrpc":"2.0","id":1000001,"result":22}"#)
  client.send(#"{"jsonrpc":"2.0","id":1000000,"result":11}"#)
  #expect(try await (first, second) == (11, 22))
}

@Test(
  .timeLimit(.minutes(1)),
  arguments: [
    (#""error":{"code":-5,"message":"no"}"#, ResponseError(code: -5, message: "no")),
    (#""result":"x""#, ResponseError(.invalidParams, "result: expected an integer, found a string.")),
    (#""error":5"#, ResponseError(.unknownErrorCode, "The client answered with an error that cannot be read.")),
  ])
func `the client's error is thrown, and so is an answer that does not fit`(answer: String, error: ResponseError) async {
  let client = Client { _ in Router() }
  async let found = failure(client)
  _ = await client.next()
  client.send(#"{"jsonrpc":"2.0","id":1000000,\#(answer)}"#)
  #expect(await found == error)
}

@Test(.timeLimit(.minutes(1)), arguments: [false, true])
func `whoever waits for an answer is freed by a cancel and when all is cancelled`(byTask: Bool) async {
  let client = Client { _ in Router() }
  let task = Task { await failure(client) }
  _ = await client.next()
  if byTask { task.cancel() } else { client.connection.cancelAll() }
  #expect(await task.value == .cancelled)
  client.send(#"{"jsonrpc":"2.0","id":1000000,"result":1}"#)
  #expect(await client.rest().isEmpty)
}

@Test(.timeLimit(.minutes(1)))
func `whoever asks may go on, and gets each answer once`() async throws {
  let client = Client { _ in Router() }
  let answers = Mailbox<Result<Int, ResponseError>>()
  for number in 1...3 { try client.connection.request(Method.Sum.self, [number]) { answers.put($0) } }
  client.send(#"{"jsonrpc":"2.0","id":1000001,"result":22}"#)
  client.send(#"{"jsonrpc":"2.0","id":1000000,"error":{"code":-5,"message":"no"}}"#)
  #expect(await answers.next() == .success(22))
  #expect(await answers.next() == .failure(ResponseError(code: -5, message: "no")))
  client.connection.cancelAll()
  client.send(#"{"jsonrpc":"2.0","id":1000002,"result":33}"#)
  #expect(await answers.next() == .failure(.cancelled))
}

@Test(.timeLimit(.minutes(1)))
func `notifications go out`() async throws {
  let client = Client { _ in Router() }
  try client.connection.notify(Method.Update.self, [1, 2])
  #expect(await client.next() == #"{"jsonrpc":"2.0","method":"update","params":[1,2]}"#)
}
