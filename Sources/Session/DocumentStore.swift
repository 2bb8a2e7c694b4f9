internal import Documents
internal import EditorProtocol
internal import JSONRPC
internal import Notes

/// The documents that the client has open.
struct DocumentStore: Sendable {
  private var documents: [String: Document] = [:]
  var passages = Passages()
  var insertions = Insertions()
  var inserted = InsertedNotes()

  mutating func open(_ item: DidOpenTextDocument.Params.Item, encoding: PositionEncoding) {
    passages.close(item.uri)
    inserted.close(item.uri)
    documents[item.uri] = Document(text: item.text, version: item.version ?? 0, encoding: encoding)
  }

  /// Changes to a document that is not open are passed over, as LSP has no answer to a notification.
  mutating func change(_ params: DidChangeTextDocument.Params) {
    let uri = params.textDocument.uri
    for change in params.contentChanges {
      guard let before = documents[uri],
        let edit = documents[uri]?.replace(change.range?.inDocument, with: change.text),
        let after = documents[uri]
      else { return }
      passages.follow(edit, of: uri, from: before, to: after)
      inserted.follow(edit, of: uri, from: before, to: after)
      insertions.record(edit, of: uri, count: after.byteCount)
    }
    if let version = params.textDocument.version { documents[uri]?.version = version }
    inserted.settle(uri)
    if let document = documents[uri] { insertions.look(at: document, uri) }
  }

  mutating func close(_ document: TextDocumentIdentifier) {
    documents[document.uri] = nil
    passages.close(document.uri)
    inserted.close(document.uri)
    insertions.close(document.uri)
  }

  /// Nil when it is not open.
  subscript(uri: String) -> Document? { documents[uri] }

  /// The document as it is now. Throws `-32602` when it is not open.
  func document(_ identifier: TextDocumentIdentifier) throws(ResponseError) -> Document {
    guard let document = documents[identifier.uri] else {
      throw ResponseError(
        .invalidParams, "textDocument names a document that is not open: send textDocument/didOpen first.")
    }
    return document
  }

  /// The words that a request is about. Throws `-32602` unless it names exactly one source, which is there.
  func transcript(for params: GenerateNote.Params) throws(ResponseError) -> String {
    switch (params.transcript, params.textDocument) {
    case (let transcript?, nil):
      guard params.range == nil else {
        throw ResponseError(.invalidParams, "range goes with textDocument, not with transcript.")
      }
      return transcript
    case (nil, let identifier?):
      return try document(identifier).text(in: params.range?.inDocument)
    case (nil, nil), (_?, _?):
      throw ResponseError(.invalidParams, "Give exactly one of transcript and textDocument.")
    }
  }
}

extension EditorProtocol.TextRange {
  var inDocument: Documents.TextRange {
    Documents.TextRange(
      start: Documents.TextPosition(line: start.line, character: start.character),
      end: Documents.TextPosition(line: end.line, character: end.character))
  }
}
