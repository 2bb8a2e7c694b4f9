import Foundation
import Notes
import Testing

@testable import NoteEngines

@Suite
struct StreamEventTests {
  enum Saying: Equatable {
    case done, failure, malformed
    case text(String, SectionName?)

    init(_ data: String) {
      let bytes = Array(data.utf8)
      switch StreamEvent.read(bytes.span) {
      case .done: self = .done
      case .failure: self = .failure
      case .malformed: self = .malformed
      case .escapedText(let range, let section):
        var text: [UInt8] = []
        let end = JSONString.unescape(bytes.span.extracting(range), into: &text)
        self = end == nil ? .malformed : .text(String(decoding: text, as: UTF8.self), section)
      }
    }

    /// What a JSON library makes of it.
    init(decoding data: String) throws {
      let object = try? JSONSerialization.jsonObject(with: Data(data.utf8)) as? [String: Any]
      if let error = object?["error"], !(error is NSNull) {
        self = .failure
      } else if let content = object?["content"] as? String {
        let name = (object?["section"] as? String).map { Array($0.utf8) }
        self = .text(
          content,
          name.flatMap { name in
            Section(upstreamName: name.span).map { SectionName($0) }
              ?? SectionName(other: String(decoding: name, as: UTF8.self))
          })
      } else {
        self = .malformed
      }
    }
  }

  @Test(arguments: [
    #"{"content":"a"}"#, #"{"content":"\"\\\/\b\f\n\r\t\u0041\u00e9\uD835\uDD4F\u0000"}"#, #" { "content" : "a" } "#,
    #"{"section":"subjective","content":"a"}"#, #"{"content":"a","section":"Plan"}"#, #"{"content":""}"#,
    #"{"section":"A/P","content":"é 𝕏"}"#, #"{"section":"other","content":"a"}"#, #"{"section":"plan"}"#,
    #"{"section":"subj\u0065ctive","content":"a"}"#, #"{"c\u006fntent":"a"}"#, #"{"\u0065rror":"a"}"#,
    #"{"error":"a"}"#, #"{"error":"a","content":"b"}"#, #"{"content":"b","error":"a"}"#, #"{"other":"a"}"#,
    #"{"content":"\q"}"#, #"{"content":"\u12"}"#, "{\"content\":\"a\tb\"}", #"{"content":"a"#, #"{"content":"a"}}"#,
    #"{"content":"a"} x"#, #"{"content":7}"#, #"{"content":null,"error":null}"#, #"{"content":"a","error":false}"#,
    #"{"error":{"code":"x","message":[]}}"#, #"{"content":"a","n":[{"content":"b"},-1.5e+7,true,null,{},[]]}"#,
    #"{"content":"a","n":01}"#, #"{"content":"a","n":.5}"#, #"{"content":"a","n":-}"#, #"{"content":"a","n":tru}"#,
    #"{"content":"a","n":[1 2]}"#, #"{"content":"a","n":{"b"}}"#, #"{"content":"a","n":}"#, #"{"content":"a" "b":1}"#,
    #"{"content":"a","n":[}"#, #"{"content":"a","n":"#, #"{"content":"a","n"}"#, #"{"content":"a","n":1.}"#,
    #"{"content":"a","n":1e}"#, #"{"content":"a","section":7}"#, #"{"content":"a","section":null}"#,
    #"{"content" "a"}"#, #"{content:"a"}"#, #"{"content":'a'}"#,
  ])
  func `an event is read as a JSON library reads it`(data: String) throws {
    #expect(try Saying(data) == Saying(decoding: data))
  }

  /// Where JSON libraries differ or give up, no text is lost, and an error is an error whatever is in it.
  @Test(
    arguments: [
      (#"{"content":"a\ud83d","n":1}"#, Saying.text("a", nil)),
      (#"{"content":"a","section":"\ud83d"}"#, .text("a", nil)),
      (#"{"content":"a","n":"\ud83d"}"#, .text("a", nil)), (#"{"content":"a","content":"b"}"#, .text("b", nil)),
      (#"{"error":"\ud83d"}"#, .failure), (#"{"error":{"message":"\ud83d"},"content":"a"}"#, .failure),
      (#"{"error":{"message":"\q"}}"#, .failure), (#"{"error":"a","error":null}"#, .failure),
      (#"{"error":"x",}"#, .failure), (#"{"content":"a","error":"x"} y"#, .failure), (#"{"error":"x"#, .failure),
      (#"{"error":{"code":}"#, .failure), (#"{"error":null,}"#, .malformed), (#"{"error":}"#, .malformed),
      (#"{"errors":["a"]}"#, .failure), (#"{"errors":[ ],"content":"a"}"#, .text("a", nil)),
      (#"{"errors":{},"content":"a"}"#, .text("a", nil)), (#"{"content":"a","errors":[{"code":1}]}"#, .failure),
      (#"{"errors":null}"#, .malformed), (#"{"errors":""}"#, .malformed),
      (#"{"type":"error","message":"a"}"#, .failure), (#"{"status":"failed"}"#, .failure),
      (#"{"status":"ERROR"}"#, .failure), (#"{"status":"error","content":"a"}"#, .text("a", nil)),
      (#"{"type":"ping"}"#, .malformed), (#"{"status":"processing"}"#, .malformed), (#"{"type":7}"#, .malformed),
      (#"{"content":"a",}"#, .malformed), (#"{,"content":"a"}"#, .malformed),
      (#"{"content":"a","n":[1,]}"#, .malformed),
    ] as [(String, Saying)])
  func `events that libraries disagree on`(data: String, saying: Saying) { #expect(Saying(data) == saying) }

  @Test
  func `nesting without end is malformed, not a crash`() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(Saying("{\"n\":\(deep)") == .malformed)
    let whole = deep + String(repeating: "]", count: 100_000)
    #expect(Saying("{\"error\":{\"code\":\"X\",\"t\":\(whole)}}") == .failure)
    #expect(Saying("{\"error\":\(deep)") == .failure)
    #expect(Saying("{\"n\":\(whole),\"error\":\"X\"}") == .failure)
    #expect(Saying("{\"n\":\(whole),\"content\":\"a\"}") == .text("a", nil))
    #expect(Saying("{\"n\":\(whole)],\"content\":\"a\"}") == .malformed)
    #expect(Saying(#"{"n":[[[{"a":[]}]]],"content":"a"}"#) == .text("a", nil))
  }

  @Test
  func `objects put together at random are read as a JSON library reads them`() throws {
    var generator = Numbers(state: 7)
    let names = ["content", "section", "error", "s\\u0065ction", "contents", ""]
    let pieces = [
      "a", " ", "é", "𝕏", "\\n", "\\\"", "\\\\", "\\/", "\\u0041", "\\ud835\\udd4f", "{", "}", ",", ":", "plan",
    ]
    let blanks = ["", " ", "\n", "\t "]
    for _ in 0..<3000 {
      let count = Int.random(in: 1...3, using: &generator)
      let members = names.shuffled(using: &generator).prefix(count).map { name in
        if Int.random(in: 0..<6, using: &generator) == 0 { return "\"\(name)\": [{\"content\":1.5}]" }
        let value = (0..<Int.random(in: 0...4, using: &generator)).map { _ in pieces.randomElement(using: &generator)! }
        return "\"\(name)\"\(blanks.randomElement(using: &generator)!):\(blanks.randomElement(using: &generator)!)"
          + "\"\(value.joined())\""
      }
      let data = "{\(blanks.randomElement(using: &generator)!)\(members.joined(separator: ",")) }"
      #expect(try Saying(data) == Saying(decoding: data), "\(data)")
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
