import EditorProtocol
import JSONRPC
import Notes
import Testing

@Suite struct `The result of a generation` {
  private let details = NoteDetails(
    engine: "offline", specialty: "physician", completion: Completion(attempts: 2, warnings: ["Review it."]),
    timing: .init(firstChunkMs: 3, totalMs: 5))

  @Test(arguments: [
    "Subjective:\nPain \"here\" \\ 😀\r\n\nPlan:\n1. Rest\n", "", "No headings at all", "Plan:\n", "S: a\nO: b\nA/P: c",
    "Plan:\na\n\nPlan:\nb\n\nSubjective:\n\u{1}", "Plan:\n" + String(repeating: "é\"\t😀", count: 10_000),
  ])
  func `its JSON says what the note says`(note: String) throws {
    let long = try LongNote(note: NoteText(Array(note.utf8)), details: details)
    let json = JSONBody.long(long).whole
    #expect(json.count == long.count)
    let result = try JSONValue(parsing: json)
    #expect(result["text"]?.string == note)
    let sections = NoteText(Array(note.utf8)).sections
    #expect(result["sections"]?.object?.count == sections.count)
    for (section, body) in sections { #expect(result["sections"]?[section.rawValue]?.string == body) }
    #expect(result["attempts"] == 2 && result["engine"] == "offline" && result["warnings"]?[0] == "Review it.")
    #expect(try JSONValue(encoding: result.decode(NoteResult.self)) == result)
  }

  @Test(arguments: [nil, 0, 1, 3])
  func `its evidence is all of the evidence`(count: Int?) throws {
    var details = details
    details.evidence = count.map { count in
      (0..<count).map { place in
        .init(note: .init(start: place, end: 70_000 + place), transcript: .init(start: 7, end: Int.max - place))
      }
    }
    let json = JSONBody.long(try LongNote(note: NoteText(Array("Plan:\nRest".utf8)), details: details)).whole
    let result = try JSONValue(parsing: json)
    #expect(try result.decode(NoteResult.self).details.evidence == details.evidence)
    #expect(result["timing"]?["totalMs"] == 5)
  }
}
