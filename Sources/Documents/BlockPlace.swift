/// Where a block of lines goes that is to stand below a place: at the start of the next line, with blank lines around it.
///
/// Never inside a line, so that a client that takes an edit which is out of date puts it between two lines at least.
package struct BlockPlace: Equatable, Sendable {
  /// In bytes from the start of the text.
  package let offset: Int
  /// How the document ends its lines there.
  package let lineEnd: String
  private let before: String
  private let after: String

  /// Below the line that holds the byte at `offset`.
  package init(below offset: Int, in document: Document) {
    let line = document.position(of: offset).line
    let isBlank = document.isBlank(line: line)
    if line + 1 < document.lineCount {
      lineEnd = document.lineEnd(ofLine: line)
      self.offset = document.start(ofLine: line + 1)
      before = isBlank ? "" : lineEnd
      after = document.isBlank(line: line + 1) ? lineEnd : lineEnd + lineEnd
    } else {
      lineEnd = line > 0 ? document.lineEnd(ofLine: line - 1) : "\n"
      self.offset = document.byteCount
      let isEmptyLine = document.start(ofLine: line) == document.byteCount
      before = isEmptyLine ? (line > 0 ? lineEnd : "") : isBlank ? lineEnd : lineEnd + lineEnd
      after = isEmptyLine && line > 0 ? lineEnd : ""
    }
  }

  /// What to insert at `offset`: `block` in the document's line ends, without its own blank lines at either end.
  package func text(for block: String) -> String {
    let lines = block.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
    let isBlank = { (line: Substring) in line.allSatisfy { $0 == " " || $0 == "\t" } }
    let start = lines.firstIndex { !isBlank($0) } ?? lines.endIndex
    let end = lines.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? lines.endIndex
    return before + lines[start..<end].joined(separator: lineEnd) + after
  }
}
