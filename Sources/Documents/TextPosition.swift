/// A place between two characters, as the client counts them (LSP 3.17, `Position`).
package struct TextPosition: Hashable, Comparable, Sendable {
  /// Lines before the place, from 0. CRLF, LF and a lone CR each end a line.
  package var line: Int
  /// Units of the document's encoding between the start of the line and the place, from 0.
  package var character: Int

  package init(line: Int, character: Int) {
    self.line = line
    self.character = character
  }

  package static func < (left: TextPosition, right: TextPosition) -> Bool {
    (left.line, left.character) < (right.line, right.character)
  }
}
