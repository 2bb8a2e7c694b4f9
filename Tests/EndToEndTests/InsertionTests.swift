import Foundation
import Testing

/// A note put into a document by an editor that only speaks LSP, while its user goes on typing.
@Suite(.crowd, .timeLimit(.minutes(5)))
struct InsertionTests {
  private static let visit = "Patient: My head hurts.\nDoctor: Since when?\n\nanother visit 𝕏\n"

  private static func command(_ editor: ModelEditor, from start: Int, to end: Int) -> JSON {
    ["uri": ModelEditor.uri, "range": ["start": editor.position(start), "end": editor.position(end)]]
  }

  /// 10,000 edits in all, the notes going in meanwhile.
  @Test(arguments: Habits.all)
  func `random typing and notes leave the user's text plus the notes`(habits: Habits) async throws {
    let upstream = try Upstream(pace: 1)
    let editor = try await ModelEditor(Self.visit, habits, environment: upstream.environment)
    var random = SystemRandomNumberGenerator()
    var typed = 0
    var notes = 0
    while typed < 1250 {
      let start = Int.random(in: 0...editor.cells.count, using: &random)
      let end = Int.random(in: start...editor.cells.count, using: &random)
      guard Self.isPassage(editor, start, end) else { continue }
      let token = try await editor.execute("soapNote.generate", Self.command(editor, from: start, to: end))?["token"]
      notes += 1
      var before = typed
      while try await ["generating", "inserting"].contains(editor.state(of: token)) || typed < before + 100 {
        for _ in 0..<10 {
          editor.take()
          editor.typeAtRandom(&random)
          typed += 1
        }
        try await editor.pause()
        before = min(before, typed)
      }
      let state = try await editor.finalState(of: token)
      #expect(state == "inserted", "\(editor.shown) \(editor.asked.count) \(editor.refusals)")
    }
    editor.flush()
    #expect(notes >= 2)
    #expect(editor.own == editor.reference)
    #expect(editor.insertions.count == notes)
    #expect(editor.insertions.allSatisfy { $0.trimmingNewlines == Sample.note })
    // A client that takes an edit which is out of date may put it a few lines off, into an earlier note even.
    if habits.stale == .refused, habits.versions {
      #expect(editor.text.components(separatedBy: Sample.note).count == notes + 1, "each note in one piece")
    }
    #expect(try await transcript(editor, upstream) == editor.text)
    editor.server.checkOutput()
    #expect(editor.server.standardError == "")
  }

  /// Whether there are words from `start` to `end`, the last of them the user's.
  private static func isPassage(_ editor: ModelEditor, _ start: Int, _ end: Int) -> Bool {
    editor.cells[start..<end].last { !$0.scalar.properties.isWhitespace }.map { $0.edit == nil } ?? false
  }

  /// What the server believes the document to be.
  private func transcript(_ editor: ModelEditor, _ upstream: Upstream) async throws -> String? {
    let count = upstream.requests.count
    _ = try await editor.server.call("soapNote/generate", ["textDocument": ["uri": ModelEditor.uri]])
    return try await upstream.requests(count + 1)[count].body["transcript"]?.string
  }
}

extension String {
  var trimmingNewlines: String {
    let start = firstIndex { !$0.isNewline } ?? endIndex
    let end = lastIndex { !$0.isNewline }.map { index(after: $0) } ?? start
    return String(self[start..<end])
  }
}
