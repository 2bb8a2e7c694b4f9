import Notes

/// Writes the evidence of a note, which has an entry for each of its sentences: a general encoder takes longer over the
/// places than the rules take over the words.
enum EvidenceJSON {
  /// The member `"evidence":[…],` with its comma.
  static func member(_ evidence: [Completion.Evidence]) -> [UInt8] {
    var json = Array(#""evidence":["#.utf8)
    json.reserveCapacity(evidence.count * 80 + 16)
    for (index, entry) in evidence.enumerated() {
      json.append(contentsOf: (index == 0 ? #"{"note":"# : #",{"note":"#).utf8)
      append(entry.note, to: &json)
      json.append(contentsOf: #","transcript":"#.utf8)
      append(entry.transcript, to: &json)
      json.append(UInt8(ascii: "}"))
    }
    json.append(contentsOf: "],".utf8)
    return json
  }

  private static func append(_ span: Completion.Span, to json: inout [UInt8]) {
    json.append(contentsOf: #"{"end":"#.utf8)
    json.append(contentsOf: String(span.end).utf8)
    json.append(contentsOf: #","start":"#.utf8)
    json.append(contentsOf: String(span.start).utf8)
    json.append(UInt8(ascii: "}"))
  }
}
