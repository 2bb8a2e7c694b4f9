internal import Documents
internal import EditorProtocol
internal import JSONRPC

extension DocumentStore {
  /// What is meant when nothing is selected.
  enum Cursor { case document, place }

  /// Keeps the passage that a command names, until it is released, and returns its number and its words as they are now,
  /// without the notes that were inserted there: a note is no source of the next one. Throws `-32602` when its document is not open.
  mutating func passage(
    _ argument: PassageArgument, ofCursor cursor: Cursor
  ) throws(ResponseError) -> (number: Int, text: String) {
    let document = try document(TextDocumentIdentifier(uri: argument.uri))
    var bytes = 0..<document.byteCount
    if let known = argument.passage.flatMap({ passages[$0] }), known.uri == argument.uri {
      bytes = known.start..<max(known.start, known.end)
    } else if let range = argument.range?.inDocument, cursor == .place || range.start != range.end {
      let bounds = [document.offset(of: range.start), document.offset(of: range.end)].sorted()
      bytes = bounds[0]..<bounds[1]
    }
    let end = document.endOfWords(from: bytes.lowerBound, to: bytes.upperBound)
    let number = passages.add(.init(uri: argument.uri, start: bytes.lowerBound, end: end))
    passages.keep(number)
    let words = inserted.words(in: bytes, of: argument.uri).flatMap { document.bytes(in: $0) }
    return (number, String(decoding: words, as: UTF8.self))
  }
}
