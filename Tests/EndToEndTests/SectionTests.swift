import Foundation
import Testing

@Suite(.crowd, .timeLimit(.minutes(5)))
struct SectionTests {
  private static let note = """
    𝕏 é 👩‍⚕️
    Subjective:
    ñ 𝕏 first.

    ## Objective
    BP – 120/80 👍🏽

    **Assessment and Plan:**
    text 漢字
    PLAN
    rest
    """

  /// What is told of a note in the encoding that was agreed on, whatever its pieces were.
  @Test(
    arguments: [nil, ["utf-8"], ["utf-16"], ["utf-32"], ["utf-7", "utf-32", "utf-8"]] as [JSON?], ["", "chars=1"])
  func `offsets are in the units agreed on`(offered: JSON?, shape: String) async throws {
    let upstream = try Upstream(note: Self.note, faults: shape)
    let server = try ServerProcess(environment: upstream.environment)
    let capabilities: JSON = offered.map { ["general": ["positionEncodings": $0]] } ?? [:]
    let result = try await server.call("initialize", ["capabilities": capabilities])["result"]
    let encoding = try #require(result?["capabilities"]?["positionEncoding"]?.string)
    #expect(offered.map { $0.array?.contains(.string(encoding)) == true } ?? (encoding == "utf-16"))
    let id = server.request("soapNote/generate", ["transcript": "x", "partialResultToken": 7])
    #expect(try await server.finish() == .status(0))
    let relay = try Relay(server.messages, id: id, partialToken: 7)
    #expect(relay.text == Self.note)
    #expect(
      relay.announcements.compactMap { $0["section"]?.string } == ["subjective", "objective", "assessment", "plan"])
    let headings = ["Subjective:", "## Objective", "**Assessment and Plan:**", "PLAN\n"]
    for (announcement, heading) in zip(relay.announcements, headings) {
      let place = try #require(Self.note.range(of: heading)?.lowerBound)
      #expect(announcement["offset"]?.int == Self.length(Self.note[..<place], encoding), "\(heading)")
    }
    #expect(
      relay.result?["sections"] == [
        "subjective": "ñ 𝕏 first.", "objective": "BP – 120/80 👍🏽", "assessment": "text 漢字", "plan": "rest",
      ])
  }

  private static func length(_ text: Substring, _ encoding: String) -> Int {
    switch encoding {
    case "utf-8": text.utf8.count
    case "utf-16": text.utf16.count
    default: text.unicodeScalars.count
    }
  }

  @Test(arguments: ["", "chars=1", "sections", "words=1;pace=1"])
  func `a heading is told after its first character has come, and its text is the section's`(
    shape: String
  ) async throws {
    let upstream = try Upstream(faults: shape)
    let relay = try await generate(from: upstream)
    var text = ""
    var section: JSON?
    for value in relay.progress {
      switch value["kind"] {
      case "chunk": text += value["text"]?.string ?? ""
      default:
        section = value["section"]
        let offset = try #require(value["offset"]?.int)
        let start = text.utf16.index(text.startIndex, offsetBy: offset)
        #expect(text[start...].lowercased().hasPrefix(section?.string ?? "?"))
      }
    }
    // The heading's line may come before it is known for one; what follows is known.
    let bodies = relay.chunks.filter { $0["text"]?.string?.contains("Tension") == true }
    #expect(bodies.allSatisfy { $0["section"] == "assessment" })
    #expect(section == "plan")
    #expect(relay.chunks.last?["section"] == "plan")
  }

  /// An upstream that names the sections knows which is which, whatever their text looks like.
  @Test
  func `text under a section's name stays in it`() async throws {
    let events = [
      #"{"section":"subjective","content":"Pain.\nObjective: 120/80 at home."}"#,
      #"{"section":"assessment","content":"1. HTN.\n"}"#, #"{"section":"assessment","content":"Plan: go on.\n2. DM."}"#,
      #"{"section":"patient_summary","content":"You have flu."}"#,
    ]
    let stream = events.map { "data: \($0)\n\n" }.joined() + "data: [DONE]\n\n"
    let relay = try await generate(from: ScriptedUpstream(stream: stream))
    #expect(
      relay.text == """
        Subjective:
        Pain.
        Objective: 120/80 at home.

        Assessment:
        1. HTN.
        Plan: go on.
        2. DM.

        Patient summary:
        You have flu.
        """)
    #expect(
      relay.result?["sections"] == [
        "subjective": "Pain.\nObjective: 120/80 at home.", "assessment": "1. HTN.\nPlan: go on.\n2. DM.",
      ])
    #expect(relay.announcements.compactMap { $0["section"]?.string } == ["subjective", "assessment"])
    #expect(relay.chunks.last?["section"] == nil)
    #expect(relay.result?["warnings"]?.array?.first?.string?.contains("Patient summary") == true)
  }

  @Test
  func `a chunk never splits a character, even when the upstream does`() async throws {
    let note = String(repeating: "𝕏👩‍⚕️é", count: 200)
    let upstream = try Upstream(note: note, faults: "escapes=split;drip=wire;chars=50")
    let relay = try await generate(from: upstream)
    // The strict reader of the test kit refuses a lone surrogate; the text shows that nothing was replaced.
    #expect(relay.text == note)
    #expect(relay.result?["warnings"] == nil)
  }
}
