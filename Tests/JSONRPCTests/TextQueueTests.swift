import Testing

@testable import JSONRPC

extension TextQueue {
  fileprivate mutating func append(_ bytes: [UInt8], units: Int, tag: UInt8) {
    append(bytes.span, units: units, tag: tag)
  }
}

private func value(_ escaped: some Sequence<UInt8>) throws -> String? {
  try JSONValue(parsing: [0x22] + escaped + [0x22]).string
}

/// All that `queue` yields with chunks of at most `limit` bytes: texts and messages.
private func drain(_ queue: inout TextQueue, limit: Int = .max, isFinal: Bool = false) -> [TextQueue.Element] {
  var elements: [TextQueue.Element] = []
  while let element = queue.next(limit: limit, isFinal: isFinal) { elements.append(element) }
  return elements
}

private let pieces = [
  "a", "é", "€", "😀", #"\n"#, #"\\"#, #"\""#, #"\\n"#, #"\u00e9"#, #"\ud83d\ude00"#, #"\\u"#, #"\\ud83d"#, #"\\\\"#,
  "/",
  "uD83", "ddd",
]

@Test(arguments: 0..<100)
func `text is cut nowhere inside a character, wherever the limit falls`(seed: UInt64) throws {
  var random = SeededGenerator(seed: seed)
  let text = (0..<20).map { _ in pieces.randomElement(using: &random)! }
  let whole = Array(text.joined().utf8)
  let units = try #require(try value(whole)).utf16.count
  for limit in 12...whole.count {
    var queue = TextQueue()
    queue.append(whole, units: units, tag: 1)
    var joined: [UInt8] = []
    var sum = 0
    while case .chunk(let range, let units, tag: 1)? = queue.next(limit: limit, isFinal: false) {
      let chunk = queue.text[range]
      #expect(chunk.count <= limit)
      let text = try #require(try value(chunk))
      #expect(!text.contains("\u{FFFD}"))
      #expect(text.utf16.count == units)
      joined += chunk
      sum += units
    }
    #expect(joined == whole)
    #expect(sum == units)
    #expect(queue.isEmpty)
  }
}

@Test(arguments: [
  (#"x\ud83d"#, #"\ude00y"#, ["x", #"\ud83d\ude00y"#]),
  (#"\uD83D"#, #"\uDE00"#, [#"\uD83D\uDE00"#]),
  (#"\\ud83d"#, "y", [#"\\ud83d"#, "y"]),
  (#"\ude00"#, "y", [#"\ude00"#, "y"]),
  (#"\ud7ff"#, "y", [#"\ud7ff"#, "y"]),
])
func `half a surrogate pair waits for the other half`(first: String, second: String, chunks: [String]) {
  var queue = TextQueue()
  var found: [String] = []
  for text in [first, second] {
    queue.append(Array(text.utf8), units: 1, tag: 0)
    while case .chunk(let range, _, _)? = queue.next(limit: .max, isFinal: false) {
      found.append(String(decoding: queue.text[range], as: UTF8.self))
    }
  }
  #expect(found == chunks)
}

@Test func `half a surrogate pair goes out when nothing follows it`() {
  var queue = TextQueue()
  queue.append(Array(#"\ud83d"#.utf8), units: 1, tag: 0)
  #expect(queue.next(limit: .max, isFinal: false) == nil)
  #expect(queue.next(limit: .max, isFinal: true) == .chunk(0..<6, units: 1, tag: 0))
  queue.append(Array(#"\ud83d"#.utf8), units: 1, tag: 0)
  queue.append(message: [1], belongsToText: true)
  #expect(drain(&queue) == [.chunk(0..<6, units: 1, tag: 0), .message([1])])
}

@Test func `text of one tag is merged, in order with messages and other tags`() {
  var queue = TextQueue()
  queue.append([1, 2], units: 2, tag: 0)
  queue.append([3], units: 1, tag: 0)
  queue.append([], units: 0, tag: 7)
  queue.append([4], units: 1, tag: 1)
  queue.append(message: [9], belongsToText: false)
  queue.append([5], units: 1, tag: 1)
  #expect(queue.bytes == 6)
  #expect(
    drain(&queue) == [
      .chunk(0..<3, units: 3, tag: 0), .chunk(3..<4, units: 1, tag: 1), .message([9]), .chunk(4..<5, units: 1, tag: 1),
    ])
  #expect(queue.isEmpty)
  #expect(queue.bytes == 0)
}

@Test func `removing the text leaves the messages that do not belong to it`() {
  var queue = TextQueue()
  queue.append([1, 2], units: 2, tag: 0)
  queue.append(message: [7], belongsToText: true)
  queue.append(message: [8], belongsToText: false)
  queue.append([3], units: 1, tag: 0)
  queue.removeText()
  #expect(queue.bytes == 1)
  #expect(drain(&queue) == [.message([8])])
}

@Test func `a queue that is never empty does not grow`() {
  var queue = TextQueue()
  queue.append([0], units: 1, tag: 0)
  for round in 0..<10_000 {
    queue.append([0, 0], units: 2, tag: UInt8(round % 2))
    queue.append(message: [1], belongsToText: false)
    #expect(queue.next(limit: .max, isFinal: true) != nil)
    #expect(queue.next(limit: .max, isFinal: true) != nil)
  }
  #expect(queue.text.capacity < 1000)
}

@Test func `queueing and taking twice as much takes less than three times as long`() {
  let times = ratio(from: 2500) { count in
    var queue = TextQueue()
    for index in 0..<count {
      queue.append([0x61], units: 1, tag: UInt8(index % 2))
      queue.append(message: [1], belongsToText: false)
    }
    precondition(drain(&queue).count == 2 * count)
  }
  #expect(times < 3)
}

@Test func `cutting a text of backslashes twice as long takes less than three times as long`() {
  let times = ratio(from: 20_000) { count in
    var queue = TextQueue()
    queue.append([UInt8](repeating: 0x5C, count: 2 * count), units: count, tag: 0)
    precondition(drain(&queue, limit: 1001).count >= 2 * count / 1001)
  }
  #expect(times < 3)
}
