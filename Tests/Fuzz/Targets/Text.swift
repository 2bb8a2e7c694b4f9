import Documents
import Notes
import OfflineEngine

/// Text that comes in pieces is the text, its headings are where they are whatever the cuts, and all of it goes out.
func fuzzSections(_ input: [UInt8]) {
  let (whole, cut) = pieces(input)
  for pieces in [[whole], cut] {
    _ = note(pieces) { builder, piece in _ = builder.append(escaped: piece.span, section: nil) }
  }
  let scalars = String(decoding: whole, as: UTF8.self).unicodeScalars.map { Array(String($0).utf8)[...] }
  func append(_ builder: inout NoteBuilder, _ piece: [UInt8]) {
    promise(builder.append(piece.span) == .accepted, "UTF-8 is text")
  }
  let (one, many) = (note([ArraySlice(scalars.joined())], append), note(scalars, append))
  promise(one.text == many.text, "the text of pieces")
  promise(one.headings == many.headings, "the headings of pieces: \(one.headings) \(many.headings)")
}

private func note(
  _ pieces: [ArraySlice<UInt8>], _ append: (inout NoteBuilder, [UInt8]) -> Void
) -> (text: [UInt8], headings: [String]) {
  var builder = NoteBuilder(limit: 1 << 16)
  var headings: [String] = []
  var sent: [UInt8] = []
  func drain() {
    builder.drain { piece in
      switch piece {
      case .text(let escaped, _, _): sent += escaped
      case .section(let section, let offset): headings.append("\(section) at \(offset)")
      }
    }
  }
  for piece in pieces {
    append(&builder, Array(piece))
    // What is not drained at once is merged with what comes next.
    if piece.count % 3 > 0 { drain() }
  }
  builder.finish()
  drain()
  var unescaped: [UInt8] = []
  promise(JSONString.unescape(sent.span, into: &unescaped) != nil, "what goes out is the inside of a string")
  promise(unescaped == builder.text, "what goes out is the text")
  return (builder.text, headings)
}

/// The rules never crash, say the same each time, and point at places that are there.
func fuzzOfflineEngine(_ input: [UInt8]) {
  let transcript = String(decoding: input, as: UTF8.self)
  let draft = Draft(transcript: transcript)
  promise(draft == Draft(transcript: transcript), "a draft is the same each time")
  let (note, source) = (draft.text.utf16.count, transcript.utf16.count)
  for evidence in draft.evidence {
    promise(0 <= evidence.note.start && evidence.note.start < evidence.note.end, "a sentence is somewhere")
    promise(evidence.note.end <= note, "a sentence is in the note")
    promise(0 <= evidence.transcript.start && evidence.transcript.end <= source, "its source is in the transcript")
    promise(evidence.transcript.start <= evidence.transcript.end, "its source is a place")
  }
}

/// A script of edits gives what it gives to an array of scalars.
func fuzzEdits(_ input: [UInt8]) {
  var rest = input[...]
  let encodings = [PositionEncoding.utf8, .utf16, .utf32]
  let encoding = encodings[Int(rest.popFirst() ?? 0) % encodings.count]
  var document = Document(text: "a\r\nb\u{1D54F}\n", version: 0, encoding: encoding)
  var reference = ReferenceText(document.text, encoding)
  func text() -> String {
    let count = Int(rest.popFirst() ?? 0) % 32
    defer { rest = rest.dropFirst(count) }
    return String(decoding: rest.prefix(count), as: UTF8.self)
  }
  func position() -> TextPosition {
    TextPosition(line: Int(rest.popFirst() ?? 0) % 9 - 1, character: Int(rest.popFirst() ?? 0) % 20 - 1)
  }
  while !rest.isEmpty {
    let range = TextRange(start: position(), end: position())
    let before = Array(document.text.utf8)
    let piece = text()
    let edit = document.replace(range, with: piece)
    reference.replace(range, with: piece)
    let after = Array(document.text.utf8)
    promise(after == Array(reference.text.utf8), "the text after \(range)")
    promise(
      before[..<edit.start] + Array(after[edit.start..<edit.start + edit.inserted])
        + before[(edit.start + edit.removed)...] == after[...], "the edit is what was done")
    let place = position()
    promise(document.offset(of: place) == reference.offset(of: place), "the offset of \(place)")
  }
}
