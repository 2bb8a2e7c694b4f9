import Notes

/// The data of one event.
struct EventPayload {
  /// The data, where it may be broken into lines.
  let lines: [[UInt8]]
  let isDone: Bool

  private init(_ lines: [[UInt8]], isDone: Bool = false) {
    self.lines = lines
    self.isDone = isDone
  }

  private init(_ line: String) { self.init([Array(line.utf8)]) }

  static let done = EventPayload([Array("[DONE]".utf8)], isDone: true)

  static func text(_ text: String) -> EventPayload { content(jsonString(text), section: nil) }

  static func error(_ form: StreamShape.ErrorForm) -> EventPayload {
    switch form {
    case .string: EventPayload(#"{"error":"Generation failed."}"#)
    case .object: EventPayload(#"{"error":{"code":"GENERATION_FAILED","message":"Generation failed."}}"#)
    }
  }

  /// Data that is neither text, an error nor `[DONE]`.
  static func malformed(_ kind: StreamShape.Malformed) -> EventPayload {
    switch kind {
    case .json: EventPayload(#"{"content":"cut off"#)
    case .text: EventPayload("not JSON at all")
    case .array: EventPayload(#"["content"]"#)
    case .number: EventPayload(#"{"content":7}"#)
    case .missing: EventPayload(#"{"contents":"misspelt"}"#)
    case .null: EventPayload("null")
    case .utf8: EventPayload([Array(#"{"content":""#.utf8) + [0xC3, 0x28, 0xFF] + Array(#""}"#.utf8)])
    case .escape: EventPayload(#"{"content":"\q"}"#)
    case .control: EventPayload("{\"content\":\"a\tb\"}")
    case .empty: EventPayload("")
    }
  }

  /// The text events of a note.
  static func of(_ text: String, shape: StreamShape) -> [EventPayload] {
    guard shape.namesSections else { return contents(of: text[...], section: nil, shape: shape) }
    return SectionedText(text).bodies.flatMap { contents(of: $0.body, section: $0.section, shape: shape) }
  }

  private static func contents(of text: Substring, section: Section?, shape: StreamShape) -> [EventPayload] {
    shape.grouping.groups(of: text).flatMap { group -> [EventPayload] in
      let literal = jsonString(group, escapingAll: shape.escapes != .needed)
      let literals = shape.escapes == .split ? dividedAtSurrogates(literal) : [literal]
      return literals.map { content($0, section: section) }
    }
  }

  private static func content(_ literal: [UInt8], section: Section?) -> EventPayload {
    let name = section.map { [Array("\"section\":\"\($0.rawValue)\",".utf8)] } ?? []
    return EventPayload([Array("{".utf8)] + name + [Array("\"content\":".utf8) + literal, Array("}".utf8)])
  }

  /// String literals that, joined, are `literal`: a new one begins between the halves of each surrogate pair.
  private static func dividedAtSurrogates(_ literal: [UInt8]) -> [[UInt8]] {
    var literals: [[UInt8]] = [[]]
    var rest = literal[...]
    while let byte = rest.popFirst() {
      literals[literals.count - 1].append(byte)
      guard byte == UInt8(ascii: "\\"), let kind = rest.popFirst() else { continue }
      literals[literals.count - 1].append(kind)
      guard kind == UInt8(ascii: "u") else { continue }
      let digits = rest.prefix(4)
      rest = rest.dropFirst(4)
      literals[literals.count - 1] += digits
      let isHighSurrogate = digits.first == UInt8(ascii: "d") && "89ab".utf8.contains(digits[digits.startIndex + 1])
      if isHighSurrogate {
        literals[literals.count - 1].append(UInt8(ascii: "\""))
        literals.append([UInt8(ascii: "\"")])
      }
    }
    return literals
  }
}
