import JSONRPC
import Testing

@Test func `an id and a token belong to one request at a time`() throws {
  var requests = InFlight<String>()
  try requests.begin(.number(1), tokens: [.string("a"), .number(2)], handle: "first")
  #expect(throws: InFlight<String>.Conflict.idInUse) {
    try requests.begin(.number(1), tokens: [], handle: "same id")
  }
  #expect(throws: InFlight<String>.Conflict.tokenInUse) {
    try requests.begin(.number(2), tokens: [.string("b"), .string("a")], handle: "same token")
  }
  #expect(requests.handle(using: .string("b")) == nil)
  try requests.begin(.string("1"), tokens: [.string("2")], handle: "others of another type")
  #expect(requests.handles.count == 2)
  #expect(requests.handle(of: .number(1)) == "first")
  #expect(requests.handle(using: .string("a")) == "first")
  #expect(requests.handle(using: .number(2)) == "first")
  #expect(requests.handle(using: .string("2")) == "others of another type")
}

@Test func `what has ended is free again, and forgotten`() throws {
  var requests = InFlight<String>()
  try requests.begin(.number(1), tokens: [.string("a")], handle: "first")
  requests.end(.number(1))
  requests.end(.number(1))
  #expect(requests.handles.isEmpty)
  #expect(requests.handle(of: .number(1)) == nil)
  #expect(requests.handle(using: .string("a")) == nil)
  try requests.begin(.number(1), tokens: [.string("a")], handle: "second")
  #expect(requests.handle(using: .string("a")) == "second")
}
