package import JSONRPC
package import Notes

/// The JSON of a complete note's result (`NoteResult`), made from the note's bytes while it is written: a note may be
/// too large to stand in memory several times.
package struct LongNote: LongJSON {
  private enum Part: Sendable {
    case json([UInt8])
    /// A part of the note, to be escaped.
    case text(Range<Int>)
  }

  /// Bytes of the note that are escaped at a time.
  private static let pieceLength = 16 * 1024

  package let count: Int
  private let note: [UInt8]
  private var parts: [Part]
  private var next = 0

  /// Throws `-32603` when JSON cannot hold the details.
  package init(note: NoteText, details: NoteDetails) throws(ResponseError) {
    let (bytes, bodies) = (note.bytes, note.bodies)
    var details = details
    let evidence = details.evidence.map(EvidenceJSON.member) ?? []
    details.evidence = nil
    let rest = try JSONText.encode(details)
    var parts: [Part] = [
      .json(Array(#"{"text":""#.utf8)), .text(0..<bytes.count), .json(Array(#"","sections":{"#.utf8)),
    ]
    var separator = ""
    for section in Section.allCases where bodies.contains(where: { $0.section == section }) {
      parts.append(.json(Array("\(separator)\"\(section.rawValue)\":\"".utf8)))
      separator = ","
      let ranges = bodies.filter { $0.section == section && !$0.body.isEmpty }.map(\.body)
      for (index, range) in ranges.enumerated() {
        if index > 0 { parts.append(.json(Array(#"\n\n"#.utf8))) }
        parts.append(.text(range))
      }
      parts.append(.json([UInt8(ascii: "\"")]))
    }
    parts.append(.json(Array("},".utf8) + evidence + rest.dropFirst()))
    count = parts.reduce(0) { sum, part in
      switch part {
      case .json(let json): sum + json.count
      case .text(let range): sum + JSONString.escapedLength(of: bytes.span.extracting(range))
      }
    }
    self.note = bytes
    self.parts = parts
  }

  package mutating func appendNext(to buffer: inout [UInt8]) {
    guard next < parts.count else { return }
    switch parts[next] {
    case .json(let json):
      buffer.append(contentsOf: json)
      next += 1
    case .text(let range):
      let end = min(range.lowerBound + Self.pieceLength, range.upperBound)
      JSONString.escape(note.span.extracting(range.lowerBound..<end), into: &buffer)
      parts[next] = .text(end..<range.upperBound)
      if end == range.upperBound { next += 1 }
      if range.isEmpty { appendNext(to: &buffer) }
    }
  }
}
