internal import Documents
internal import EditorProtocol
internal import JSONRPC
internal import Notes

/// The documents that the client has open.
struct DocumentStore: Sendable {
  private var documents: [String: Document] = [:]

  mutating func open(_ item: DidOpenTextDocument.Params.Item, encoding: PositionEncoding) {
    documents[item.uri] = Document(text: item.text, version: item.version ?? 0, encoding: encoding)
  }

  /// Changes to a document that is not open are passed over, as LSP has no answer to a notification.
  mutating func change(_ params: DidChangeTextDocument.Params) {
    for change in params.contentChanges {
      documents[params.textDocument.uri]?.replace(change.range?.inDocument, with: change.text)
    }
    if let version = params.textDocument.version { documents[params.textDocument.uri]?.version = version }
  }

  mutating func close(_ document: TextDocumentIdentifier) { documents[document.uri] = nil }

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
  fileprivate var inDocument: Documents.TextRange {
    Documents.TextRange(
      start: Documents.TextPosition(line: start.line, character: start.character),
      end: Documents.TextPosition(line: end.line, character: end.character))
  }
}
