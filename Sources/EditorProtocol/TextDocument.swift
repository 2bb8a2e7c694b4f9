/// A document that the client has opened.
package struct TextDocumentIdentifier: Codable, Sendable, Equatable {
  package var uri: String

  package init(uri: String) { self.uri = uri }
}

/// A place in a document: a line from 0, and a character in it in units of the negotiated position encoding.
package struct TextPosition: Codable, Sendable, Equatable {
  package var line: Int
  package var character: Int

  package init(line: Int, character: Int) {
    self.line = line
    self.character = character
  }
}

/// A part of a document; `end` is exclusive.
package struct TextRange: Codable, Sendable, Equatable {
  package var start: TextPosition
  package var end: TextPosition

  package init(start: TextPosition, end: TextPosition) {
    self.start = start
    self.end = end
  }
}
