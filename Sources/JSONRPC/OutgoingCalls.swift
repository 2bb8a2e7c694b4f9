/// Requests to the client that it has not answered yet.
struct OutgoingCalls {
  typealias Answer = Result<JSONValue, ResponseError>

  /// Far above the ids of any client: Vim takes a request for the response to its own request of that id.
  private var nextID: Int64 = 1_000_000
  private var waiting: [Int64: @Sendable (Answer) -> Void] = [:]

  mutating func makeID() -> Int64 {
    defer { nextID += 1 }
    return nextID
  }

  mutating func wait(for id: Int64, _ action: @escaping @Sendable (Answer) -> Void) { waiting[id] = action }

  /// What waits for the answer to `id`; nil for an answer to nothing, which is ignored.
  mutating func take(_ id: Int64) -> (@Sendable (Answer) -> Void)? { waiting.removeValue(forKey: id) }

  mutating func takeAll() -> [@Sendable (Answer) -> Void] {
    defer { waiting = [:] }
    return Array(waiting.values)
  }
}
