import Notes

/// Writes the evidence of a note, which has an entry for each of its sentences: a general encoder takes longer over the
/// places than the rules take over the words.
enum EvidenceJSON {
  /// The member `"evidence":[…],` with its comma.
  static func member(_ evidence: [Completion.Evidence]) -> [UInt8] {
    var json = Array(#""evidence":["#.utf8)
    json.reserveCapacity(evidence.count * 96 + 16)
    for (index, entry) in evidence.enumerated() {
      if index > 0 { json.append(UInt8(ascii: ",")) }
      json += note
      append(entry.note, to: &json)
      json += transcript
      append(entry.transcript, to: &json)
      json.append(UInt8(ascii: "}"))
    }
    json += "],".utf8
    return json
  }

  private static func append(_ span: Completion.Span, to json: inout [UInt8]) {
    json += end
    append(span.end, to: &json)
    json += start
    append(span.start, to: &json)
    json.append(UInt8(ascii: "}"))
  }

  /// Appends an offset, which is never negative, in decimal.
  private static func append(_ offset: Int, to json: inout [UInt8]) {
    if offset >= 10 { append(offset / 10, to: &json) }
    json.append(UInt8(ascii: "0") + UInt8(offset % 10))
  }

  private static let note = Array(#"{"note":"#.utf8)
  private static let transcript = Array(#","transcript":"#.utf8)
  private static let end = Array(#"{"end":"#.utf8)
  private static let start = Array(#","start":"#.utf8)
}
