import Notes
import Testing

@testable import NoteEngines

@Suite
struct StreamEventTests {
  /// What an event says, told the same for both of its readings.
  private enum Saying: Equatable, CustomStringConvertible {
    case done, failure, malformed
    case text(String, Section?)

    var description: String {
      switch self {
      case .done: "done"
      case .failure: "failure"
      case .malformed: "malformed"
      case .text(let text, let section): "\(section.map(\.rawValue) ?? "-"): \(text)"
      }
    }

    init(_ data: String) {
      let bytes = Array(data.utf8)
      switch StreamEvent.read(bytes.span) {
      case .done: self = .done
      case .failure: self = .failure
      case .malformed: self = .malformed
      case .text(let text, let section): self = .text(String(decoding: text, as: UTF8.self), section)
      case .escapedText(let range, let section):
        var text: [UInt8] = []
        let end = JSONString.unescape(bytes.span.extracting(range), into: &text)
        self = end == nil ? .malformed : .text(String(decoding: text, as: UTF8.self), section)
      }
    }
  }

  /// The same object in a form that only a JSON decoder reads.
  private func unusual(_ data: String) -> String {
    guard let brace = data.firstIndex(of: "{") else { return data }
    return data[...brace] + #""_":[0],"# + data[data.index(after: brace)...]
  }

  @Test(arguments: [
    #"{"content":"a"}"#, #"{"content":"\"\\\/\b\f\n\r\t\u0041\u00e9\uD835\uDD4F\u0000"}"#, #" { "content" : "a" } "#,
    #"{"section":"subjective","content":"a"}"#, #"{"content":"a","section":"Plan"}"#, #"{"content":""}"#,
    #"{"section":"A/P","content":"é 𝕏"}"#, #"{"section":"other","content":"a"}"#, #"{"section":"plan"}"#,
    #"{"section":"subj\u0065ctive","content":"a"}"#, #"{"c\u006fntent":"a"}"#, #"{"\u0065rror":"a"}"#,
    #"{"error":"a"}"#, #"{"error":"a","content":"b"}"#, #"{"content":"b","error":"a"}"#, #"{"other":"a"}"#,
    #"{"content":"\q"}"#, #"{"content":"\u12"}"#, "{\"content\":\"a\tb\"}", #"{"content":"a"#, #"{"content":"a"}}"#,
    #"{"content":"a",}"#, #"{"content":"a"} x"#, #"{"content" "a"}"#, #"{content:"a"}"#, #"{"content":'a'}"#,
  ])
  func `the quick reading and the general one agree`(data: String) {
    #expect(Saying(data) == Saying(unusual(data)))
  }

  @Test
  func `they agree on objects put together at random`() {
    var generator = Numbers(state: 7)
    let names = ["content", "section", "error", "c\\u006fntent", "contents", ""]
    let pieces = [
      "a", " ", "é", "𝕏", "\\n", "\\\"", "\\\\", "\\/", "\\u0041", "\\ud835\\udd4f", "{", "}", ",", ":", "plan",
    ]
    let blanks = ["", " ", "\n", "\t "]
    for _ in 0..<3000 {
      let count = Int.random(in: 1...2, using: &generator)
      let members = names.shuffled(using: &generator).prefix(count).map { name in
        let value = (0..<Int.random(in: 0...4, using: &generator)).map { _ in pieces.randomElement(using: &generator)! }
        return "\"\(name)\"\(blanks.randomElement(using: &generator)!):\(blanks.randomElement(using: &generator)!)"
          + "\"\(value.joined())\""
      }
      let data = "{\(blanks.randomElement(using: &generator)!)\(members.joined(separator: ",")) }"
      #expect(Saying(data) == Saying(unusual(data)), "\(data)")
    }
  }

  @Test(arguments: ["[DONE]", " [DONE] ", "[DONE]\n"])
  func `the end is the end`(data: String) { #expect(Saying(data) == .done) }

  @Test(arguments: ["", "[DONE", "[done]", "[DONE]x", "x", "null", "7", "[]", "\"[DONE]\"", "{}"])
  func `what says nothing known is malformed`(data: String) { #expect(Saying(data) == .malformed) }

  private struct Numbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 31)
    }
  }
}
