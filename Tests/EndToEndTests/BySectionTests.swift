import Foundation
import Testing

/// The setting `insertion: "bySection"`: what stands in the document must never look like a note before it is one.
@Suite(.crowd, .timeLimit(.minutes(5)))
struct BySectionTests {
  private static let visit = "Patient: My head hurts.\n\nlater\n"
  private static let first = "[SOAP note: incomplete unless “End of SOAP note” stands below it.]"
  private static let argument: JSON = [
    "uri": ModelEditor.uri,
    "range": ["start": ["line": 0, "character": 0], "end": ["line": 1, "character": 0]],
  ]

  private static func editor(_ habits: Habits, _ upstream: Upstream) async throws -> ModelEditor {
    let editor = try await ModelEditor(visit, habits, environment: upstream.environment)
    editor.server.notify("workspace/didChangeConfiguration", ["settings": ["soapNote": ["insertion": "bySection"]]])
    return editor
  }

  @Test(arguments: Habits.all)
  func `each section goes below the one before, and the last line says that it was the last`(habits: Habits)
    async throws
  {
    let upstream = try Upstream(faults: "words=1;pace=10")
    let editor = try await Self.editor(habits, upstream)
    let token = try await editor.execute("soapNote.generate", Self.argument)?["token"]
    #expect(try await editor.finalState(of: token) == "inserted")
    #expect(
      editor.text
        == "Patient: My head hurts.\n\n\(Self.first)\n\n\(Sample.note)\n\n[End of SOAP note]\n\nlater\n")
    #expect(editor.edits == 4)
    #expect(try await editor.execute("soapNote.lastNote")?["text"] == .string(Sample.note))
  }

  @Test(arguments: Habits.all)
  func `sections keep their order while the user types`(habits: Habits) async throws {
    let upstream = try Upstream(faults: "words=1;pace=10")
    let editor = try await Self.editor(habits, upstream)
    var random = SystemRandomNumberGenerator()
    let token = try await editor.execute("soapNote.generate", Self.argument)?["token"]
    while try await ["generating", "inserting"].contains(editor.state(of: token)) {
      for _ in 0..<3 { editor.typeAtRandom(&random) }
      try await editor.pause()
    }
    #expect(try await editor.finalState(of: token) == "inserted")
    #expect(editor.own == editor.reference)
    #expect(editor.insertions.count == 4)
    // A client that takes an edit which is out of date may put it a few lines off.
    guard habits.stale == .refused, habits.versions else { return }
    let words = editor.cells.filter { $0.edit != nil && !$0.scalar.properties.isWhitespace }.map(\.scalar)
    let note = "\(Self.first)\(Sample.note)[End of SOAP note]"
    #expect(words == note.unicodeScalars.filter { !$0.properties.isWhitespace })
  }

  @Test(arguments: ["cut=80%", "error=last", "status=500"])
  func `a note that fails half way says so at both ends`(fault: String) async throws {
    let upstream = try Upstream(faults: "words=1;\(fault)")
    let editor = try await Self.editor(Habits("by the book"), upstream)
    editor.choices = [nil, nil]
    let token = try await editor.execute("soapNote.generate", Self.argument)?["token"]
    #expect(try await editor.finalState(of: token) == "failed")
    guard fault != "status=500" else { return #expect(editor.text == Self.visit) }
    let broken = "[SOAP note INCOMPLETE: do not file.]"
    _ = try await editor.wait(for: "the last line") { _ in editor.text.contains(broken) ? true : nil }
    #expect(editor.text.hasPrefix("Patient: My head hurts.\n\n\(Self.first)\n\nSubjective:\n"))
    #expect(editor.text.hasSuffix("\n\n\(broken)\n\nlater\n"))
    #expect(!editor.text.contains("[End of SOAP note]"))
    #expect(upstream.requests.count == 1, "what has been shown is not made again")
  }

  @Test(arguments: ["complete", "bySection"])
  func `a note without words is not inserted, and the user is told`(insertion: String) async throws {
    let upstream = try Upstream(note: " \n")
    let editor = try await Self.editor(Habits("by the book"), upstream)
    editor.server.notify(
      "workspace/didChangeConfiguration", ["settings": ["soapNote": ["insertion": .string(insertion)]]])
    let token = try await editor.execute("soapNote.generate", Self.argument)?["token"]
    #expect(try await editor.finalState(of: token) == "failed")
    #expect(editor.text == Self.visit)
    #expect(editor.shown.count == 1)
  }

  @Test func `a cancel half way says so too`() async throws {
    let upstream = try Upstream(faults: "words=1;stall=80%")
    let editor = try await Self.editor(Habits("by the book"), upstream)
    let token = try await editor.execute("soapNote.generate", Self.argument)?["token"]
    _ = try await editor.wait(for: "a section") { _ in editor.edits > 0 ? true : nil }
    _ = try await editor.execute("soapNote.cancelAll")
    #expect(try await editor.finalState(of: token) == "cancelled")
    _ = try await editor.wait(for: "the last line") { _ in editor.text.contains("INCOMPLETE") ? true : nil }
  }

  @Test func `a section that the editor refuses is the last, and the whole note is kept`() async throws {
    let upstream = try Upstream(faults: "words=1;pace=20")
    let editor = try await Self.editor(Habits("by the book"), upstream)
    let token = try await editor.execute("soapNote.generate", Self.argument)?["token"]
    _ = try await editor.wait(for: "a section") { _ in editor.edits > 0 ? true : nil }
    editor.isStubborn = true
    #expect(try await editor.finalState(of: token) == "kept")
    #expect(!editor.text.contains("[End of SOAP note]"))
    #expect(try await editor.execute("soapNote.lastNote")?["text"] == .string(Sample.note))
  }
}
