internal import Documents
internal import EditorProtocol
internal import JSONRPC
internal import Notes
internal import Synchronization

extension Session {
  /// What the notes in a document are made of: the outline, and what can be folded away.
  func registerOutline(on router: inout Router) {
    router.on(ListDocumentSymbols.self) { params, _ throws(ResponseError) in
      let (document, isTree) = try self.state.withLock { state throws(ResponseError) in
        let support = state.client.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport
        return (try state.documents.document(params.textDocument), support ?? false)
      }
      let uri = params.textDocument.uri
      return { () async throws(ResponseError) in
        isTree ? .tree(document.symbols) : .list(document.symbols.flatMap { $0.flattened(uri: uri) })
      }
    }
    router.on(ListFoldingRanges.self) { params, _ throws(ResponseError) in
      let (document, limit) = try self.state.withLock { state throws(ResponseError) in
        (try state.documents.document(params.textDocument), state.client.textDocument?.foldingRange?.rangeLimit)
      }
      return { () async throws(ResponseError) in Array(document.folds.prefix(max(limit ?? .max, 0))) }
    }
  }
}

extension Document {
  /// The sections; in notes, where there are several.
  fileprivate var symbols: [DocumentSymbol] {
    let notes = NoteOutline(of: self).notes.map { parts in
      parts.map { part in
        DocumentSymbol(
          name: part.section.heading, kind: .string, range: range(part.range), selectionRange: range(part.heading))
      }
    }
    guard notes.count > 1 else { return notes.first ?? [] }
    return notes.enumerated().compactMap { index, parts in
      guard let first = parts.first, let last = parts.last else { return nil }
      return DocumentSymbol(
        name: "SOAP note \(index + 1)", kind: .namespace,
        range: TextRange(start: first.range.start, end: last.range.end), selectionRange: first.selectionRange,
        children: parts)
    }
  }

  /// The sections that take more than their heading's line. No character is named, so the ends of both lines are meant,
  /// which is all that a client that folds whole lines looks at.
  fileprivate var folds: [FoldingRange] {
    NoteOutline(of: self).notes.joined().compactMap { part in
      let range = range(part.range)
      guard range.start.line < range.end.line else { return nil }
      return FoldingRange(startLine: range.start.line, endLine: range.end.line)
    }
  }

  func range(_ bytes: Range<Int>) -> EditorProtocol.TextRange {
    let (start, end) = (position(of: bytes.lowerBound), position(of: bytes.upperBound))
    return TextRange(
      start: TextPosition(line: start.line, character: start.character),
      end: TextPosition(line: end.line, character: end.character))
  }
}

extension DocumentSymbol {
  /// The symbol and then those inside of it.
  fileprivate func flattened(uri: String) -> [SymbolInformation] {
    [SymbolInformation(self, uri: uri, containerName: nil)]
      + (children ?? []).map { SymbolInformation($0, uri: uri, containerName: name) }
  }
}
