import Notes
import Testing

@testable import NoteEngines

@Suite
struct PlainEventTests {
  @Test(arguments: [
    (#"{"content":"BP 120/80 today"}"#, "BP 120/80 today"), (#"{"content": "a"}"#, "a"), (#"{"content":""}"#, ""),
    (#"{"content":"a text of more than sixteen bytes {in} [it]"}"#, "a text of more than sixteen bytes {in} [it]"),
  ])
  func `the usual event takes the short way`(event: String, text: String) {
    let bytes = Array(event.utf8)
    let place = PlainEvent.text(of: bytes.span)
    #expect(place.map { String(decoding: bytes[$0], as: UTF8.self) } == text)
  }

  @Test(arguments: [
    "", "{", #"{"content"#, #"{"content":"#, #"{"content":""#, #"{"content":"a"#, #"{"content":"a""#, #"{"content": "#,
    #"{"content":"a"} "#, #" {"content":"a"}"#, #"{"content":  "a"}"#, #"{"content":"a" }"#, #"{"content":"a\n"}"#,
    #"{"content":"é"}"#, #"{"content":"a","error":"b"}"#, #"{"content":null}"#, #"{"section":"plan","content":"a"}"#,
    #"{"Content":"a"}"#, #"{"content":"a"]"#, #"{"content":"a"}}"#, "{\"content\":\"a\u{0}\"}", "[DONE]",
  ])
  func `any other event does not`(event: String) {
    #expect(PlainEvent.text(of: Array(event.utf8).span) == nil)
  }

  @Test(arguments: [#"{"content":"dry cough for two days"}"#, #"{"content": "x"}"#])
  func `what takes the short way is what the long way reads, whatever byte is wrong`(event: String) {
    for place in event.utf8.indices {
      for byte in UInt8.min...UInt8.max {
        var bytes = Array(event.utf8)
        bytes[event.utf8.distance(from: event.startIndex, to: place)] = byte
        guard let text = PlainEvent.text(of: bytes.span) else { continue }
        #expect(StreamEvent.read(bytes.span) == .escapedText(text, section: nil), "\(bytes)")
      }
    }
  }
}
