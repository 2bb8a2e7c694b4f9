import JSONRPC

/// `textDocument/foldingRange`: the lines that can be folded away (LSP 3.17, Folding Range Request).
package enum ListFoldingRanges: RequestType {
  package static let method = "textDocument/foldingRange"

  package struct Params: Codable, Sendable {
    package var textDocument: TextDocumentIdentifier
  }

  package typealias Result = [FoldingRange]
}

/// Whole lines, from 0, both included: the first one stays.
package struct FoldingRange: Codable, Sendable, Equatable {
  package var startLine: Int
  package var endLine: Int

  package init(startLine: Int, endLine: Int) {
    self.startLine = startLine
    self.endLine = endLine
  }
}
