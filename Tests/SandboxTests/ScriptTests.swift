import Testing

@testable import Sandbox

struct ScriptTests {
  private let script = Script([.bytes(Array("abc".utf8)), .pause(milliseconds: 1), .bytes(Array("de".utf8))])

  @Test(arguments: [
    (0, "!|abc|1|de"), (1, "a|!|bc|1|de"), (3, "abc|!|1|de"), (4, "abc|1|d|!|e"), (5, "abc|1|de|!"), (9, "abc|1|de|!"),
  ])
  func `steps are inserted at an offset, before what stands there`(offset: Int, expected: String) {
    var script = script
    script.insert([.hold], at: offset)
    #expect(text(script) == expected)
  }

  @Test(arguments: [(0, ""), (2, "ab"), (3, "abc"), (4, "abc|1|d"), (5, "abc|1|de"), (9, "abc|1|de")])
  func `everything after an offset is dropped`(offset: Int, expected: String) {
    var script = script
    script.truncate(at: offset)
    #expect(text(script) == expected)
    #expect(script.count == min(offset, 5))
  }

  @Test(arguments: [
    ([], "abc|1|de"), ([2], "ab|7|c|1|de"), ([4, 1, 1], "a|7|bc|1|d|7|e"), ([3], "abc|7|1|de"),
    ([0, -1, 5, 6], "abc|1|de|7"), (Array(1...4), "a|7|b|7|c|7|1|d|7|e"),
  ])
  func `bytes are split at offsets`(offsets: [Int], expected: String) {
    var script = script
    script.split(at: offsets, gap: 7)
    #expect(text(script) == expected)
  }

  private func text(_ script: Script) -> String {
    script.steps.map { step in
      switch step {
      case .bytes(let bytes), .raw(let bytes): String(decoding: bytes, as: UTF8.self)
      case .pause(let milliseconds): String(milliseconds)
      case .hold: "!"
      case .source, .reset, .close: "?"
      }
    }.joined(separator: "|")
  }
}
