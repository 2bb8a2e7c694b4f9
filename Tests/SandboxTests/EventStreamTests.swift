import Foundation
import Testing

@testable import Sandbox

struct EventStreamTests {
  private static let texts = [
    "", "a", "\n", "Subjective:\nPain in the lower back since May.\n\nPlan:\nRest.\n", "  a  b\t\tc \r\n\r\n d",
    "Größe “x” 👩‍⚕️🩺 \u{2028}\u{85}\u{7F}\u{0}\"\\/", "a b c d e f g h i\n\n\nj\n k l", "नमस्ते दुनिया\u{A0}文字",
  ]

  private static let shapes = [
    "", "words=1", "words=7", "chars=1", "chars=3", "escapes=all", "escapes=split;chars=2", "eol=crlf", "eol=cr",
    "eol=mixed;comments", "bom;comments;fields", "multiline;eol=crlf", "fields;multiline;eol=cr", "done=line",
    "done=bare",
    "done=none", "done=first", "pace=5;first=3", "malformed=middle,all", "error=last,object,more",
  ]

  @Test(arguments: texts, shapes)
  func `the texts of the events, joined, are the note`(text: String, fault: String) throws {
    let stream = EventStream(text: text, shape: try Fault(parsing: fault).shape, pace: 0)
    #expect(decoded(stream).content == text)
  }

  @Test(arguments: shapes)
  func `events begin where the stream says`(fault: String) throws {
    let stream = EventStream(text: Self.texts[3], shape: try Fault(parsing: fault).shape, pace: 0)
    let bytes = stream.script.bytes
    for offset in stream.offsets {
      let start = String(decoding: bytes[offset...].prefix(5), as: UTF8.self)
      #expect(["data:", ": kee", "event"].contains(start))
    }
    if let done = stream.doneOffset {
      #expect(String(decoding: bytes[done...], as: UTF8.self).contains("[DONE]"))
      #expect(!String(decoding: bytes[..<done], as: UTF8.self).contains("[DONE]"))
    } else {
      #expect(fault == "done=none")
    }
  }

  @Test(arguments: [
    ("", "{a }{b }{DONE}"), ("done=none", "{a }{b }"), ("done=1", "{a }{DONE}{b }"), ("done=last", "{a }{b }{DONE}"),
    ("error=first", "{ERROR}"), ("error=1", "{a }{ERROR}"), ("error=last,string", "{a }{b }{ERROR}"),
    ("error=1,object,done", "{a }{ERROR2}{DONE}"), ("error=middle,object,more", "{a }{ERROR2}{b }{DONE}"),
    ("error=1,string,done;done=none", "{a }{ERROR}"), ("giant=3", "{a }{aaa}{b }{DONE}"),
    ("giant=3,last", "{a }{b }{aaa}{DONE}"), ("malformed=1,null", "{a }{?}{b }{DONE}"),
    ("malformed=9,text;malformed=0,number", "{?}{a }{b }{?}{DONE}"),
  ])
  func `what is not text stands at its place`(fault: String, expected: String) throws {
    let stream = EventStream(text: "a b ", shape: try Fault(parsing: fault + ";words=1").shape, pace: 0)
    #expect(decoded(stream).events == expected)
  }

  @Test(arguments: [
    ("done=whole", nil), ("done=line", "data: [DONE]\n"), ("done=bare", "data: [DONE]"),
    ("done=line;eol=crlf", "data: [DONE]\r\n"), ("eol=cr", "data: [DONE]\r\r"),
  ])
  func `the end can be cut short`(fault: String, expected: String?) throws {
    guard let expected else {
      #expect(throws: FaultError.self) { try Fault(parsing: fault) }
      return
    }
    let stream = EventStream(text: "a", shape: try Fault(parsing: fault).shape, pace: 0)
    #expect(stream.script.bytes.ends(with: expected.utf8))
  }

  @Test
  func `sections are named and their headings left out`() throws {
    let text = "Subjective:\nA b.\n\nObjective:\nNot documented.\n\nAssessment:\n\nPlan:\nC.\nD."
    let stream = EventStream(text: text, shape: try Fault(parsing: "sections;words=9").shape, pace: 0)
    let expected = """
      data: {"section":"subjective","content":"A b."}

      data: {"section":"objective","content":"Not documented."}

      data: {"section":"plan","content":"C.\\n"}

      data: {"section":"plan","content":"D."}

      data: [DONE]


      """
    #expect(String(decoding: stream.script.bytes, as: UTF8.self) == expected)
  }

  @Test
  func `split escapes leave the halves of a pair in two events`() throws {
    let stream = EventStream(text: "🩺", shape: try Fault(parsing: "escapes=split").shape, pace: 0)
    let text = String(decoding: stream.script.bytes, as: UTF8.self)
    #expect(text.hasPrefix("data: {\"content\":\"\\ud83e\"}\n\ndata: {\"content\":\"\\ude7a\"}\n\n"))
  }
}

extension Script {
  var bytes: [UInt8] {
    steps.flatMap { step -> [UInt8] in
      if case .bytes(let bytes) = step { bytes } else { [] }
    }
  }
}

extension Sequence where Element: Equatable {
  func ends(with other: some Sequence<Element>) -> Bool { reversed().starts(with: other.reversed()) }
}

/// A reader of its own for what the server writes: content joined, and a sketch of the events.
private func decoded(_ stream: EventStream) -> (content: String, events: String) {
  // Halves of surrogate pairs meet only in UTF-16.
  var units: [UInt16] = []
  var sketch = ""
  var data: [String] = []
  for line in lines(of: stream.script.bytes) {
    if line.starts(with: "data:".utf8) {
      data.append(String(decoding: line.dropFirst(5).drop { $0 == UInt8(ascii: " ") }, as: UTF8.self))
    } else if line.isEmpty, !data.isEmpty {
      let event = data.joined(separator: "\n")
      data = []
      if event == "[DONE]" {
        sketch += "{DONE}"
      } else if event.contains("\"error\":\"") {
        sketch += "{ERROR}"
      } else if event.contains("\"error\":{") {
        sketch += "{ERROR2}"
      } else if let content = content(of: event) {
        units += content
        sketch += "{\(String(decoding: content, as: UTF16.self))}"
      } else {
        sketch += "{?}"
      }
    }
  }
  return (String(decoding: units, as: UTF16.self), sketch)
}

/// The lines of an event stream, whatever ends them; the end of the stream stands for a missing blank line.
private func lines(of bytes: [UInt8]) -> [[UInt8]] {
  var lines: [[UInt8]] = [[]]
  var previous: UInt8 = 0
  for byte in bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...] {
    if byte == 13 || (byte == 10 && previous != 13) { lines.append([]) }
    if byte != 13, byte != 10 { lines[lines.count - 1].append(byte) }
    previous = byte
  }
  return lines + [[]]
}

/// The UTF-16 units of `{"content":"…"}`; nil for anything else.
private func content(of event: String) -> [UInt16]? {
  let units = Array(event.replacing("{\n", with: "{").replacing("\n}", with: "}").utf16)
  let prefix = Array("{\"content\":\"".utf16)
  guard units.starts(with: prefix), units.ends(with: "\"}".utf16), !units.contains(9), !units.contains(0xFFFD) else {
    return nil
  }
  var content: [UInt16] = []
  var rest = units.dropFirst(prefix.count).dropLast(2)
  while let unit = rest.popFirst() {
    guard unit == 0x5C else {
      content.append(unit)
      continue
    }
    switch rest.popFirst().flatMap(UnicodeScalar.init) {
    case "n": content.append(10)
    case "r": content.append(13)
    case "t": content.append(9)
    case "\"": content.append(0x22)
    case "\\": content.append(0x5C)
    case "u":
      guard let value = UInt16(String(decoding: rest.prefix(4), as: UTF16.self), radix: 16) else { return nil }
      content.append(value)
      rest = rest.dropFirst(4)
    default: return nil
    }
  }
  return content
}
