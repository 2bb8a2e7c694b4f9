import Foundation
import Sandbox
import Testing

/// `soapNote.generate` and what comes of it, with an editor that does what a test says.
@Suite(.crowd, .timeLimit(.minutes(5)))
struct CommandTests {
  private static let visit = "Patient: My head hurts.\nDoctor: Since when?\n\nlater 𝕏\n"
  private static let whole: JSON = ["uri": ModelEditor.uri]
  private static let first: JSON = whole.with([
    "range": ["start": ["line": 0, "character": 0], "end": ["line": 1, "character": 0]]
  ])

  @Test func `the note stands below the passage, with blank lines around it`() async throws {
    let upstream = try Upstream()
    let editor = try await ModelEditor(Self.visit, Habits("by the book"), environment: upstream.environment)
    let token = try await editor.execute("soapNote.generate", Self.first.with(["specialty": "dentist"]))?["token"]
    #expect(try await editor.finalState(of: token) == "inserted")
    #expect(
      editor.text == "Patient: My head hurts.\n\n\(Sample.note)\n\nDoctor: Since when?\n\nlater 𝕏\n")
    let body = try await upstream.requests(1)[0].body
    #expect(body["transcript"] == "Patient: My head hurts.\n")
    #expect(body["specialty"] == "dentist")
    let edit = editor.asked.first { $0["method"] == "workspace/applyEdit" }?["params"]
    #expect(edit?.keys == ["edit"], "a label would be printed by Neovim")
    #expect(edit?["edit"]?["documentChanges"]?.array?.first?["textDocument"]?["version"] == 1)
    #expect(editor.shown == [])
  }

  @Test(arguments: ["\r\n", "\r", "\n"])
  func `the note has the document's line ends`(lineEnd: String) async throws {
    let upstream = try Upstream()
    let server = try ServerProcess(environment: upstream.environment, framing: .headers)
    _ = try await server.call("initialize", ["capabilities": Habits("").capabilities])
    let text = "one\(lineEnd)two\(lineEnd)"
    server.notify(
      "textDocument/didOpen", ["textDocument": ["uri": "file:///v", "version": 3, "text": .string(text)]])
    server.request("workspace/executeCommand", ["command": "soapNote.generate", "arguments": [["uri": "file:///v"]]])
    let edit = try await server.message("an edit") { $0["method"] == "workspace/applyEdit" }
    let new = edit["params"]?["edit"]?["documentChanges"]?.array?.first?["edits"]?.array?.first?["newText"]?.string
    let note = Sample.note.replacingOccurrences(of: "\n", with: lineEnd)
    #expect(new.map { Array($0.utf8) } == Array("\(lineEnd)\(note)\(lineEnd)".utf8))
  }

  @Test func `a passage that was named before an edit is the same one after it`() async throws {
    let upstream = try Upstream()
    let editor = try await ModelEditor(Self.visit, Habits("by the book"), environment: upstream.environment)
    let id = editor.server.request(
      "textDocument/codeAction",
      [
        "textDocument": ["uri": ModelEditor.uri], "context": ["diagnostics": []],
        "range": ["start": ["line": 1, "character": 0], "end": ["line": 1, "character": 19]],
      ])
    let actions = try await editor.server.response(to: id)["result"]?.array
    let command = try #require(actions?.first { $0["title"] == "Generate SOAP note here (SOAPNoteAPI)" }?["command"])
    editor.type("new line\n", at: 0)
    editor.type("!", at: editor.text.unicodeScalars.count - 10)
    let token = try await editor.execute("soapNote.generate", command["arguments"]?.array?.first)?["token"]
    #expect(try await editor.finalState(of: token) == "inserted")
    #expect(try await upstream.requests(1)[0].body["transcript"] == "Doctor: Since when?!")
    #expect(editor.text.contains("Doctor: Since when?!\n\n\(Sample.note)\n\n"))
  }

  @Test func `a command is answered at once, and the note can be stopped by its token or with all others`() async throws
  {
    let upstream = try Upstream(faults: "stall=event:2")
    let habits = Habits("with progress") { $0.showsProgress = true }
    let editor = try await ModelEditor(Self.visit, habits, environment: upstream.environment)
    let one = try #require(try await editor.execute("soapNote.generate", Self.whole)?["token"])
    let two = try #require(try await editor.execute("soapNote.generate", Self.first)?["token"])
    #expect(try await editor.state(of: one) == "generating")
    _ = try await editor.wait(for: "progress") { $0["params"]?["value"]?["kind"] == "begin" ? true : nil }
    try await upstream.wait(for: "a request") { $0.requests >= 1 }
    editor.server.notify("window/workDoneProgress/cancel", ["token": one])
    #expect(try await editor.finalState(of: one) == "cancelled")
    #expect(try await editor.state(of: two) == "generating")
    #expect(try await editor.execute("soapNote.cancelAll") == ["cancelled": 1])
    #expect(try await editor.finalState(of: two) == "cancelled")
    try await upstream.wait(for: "closed connections") { $0.streamsInFlight == 0 }
    #expect(editor.text == Self.visit)
    #expect(editor.shown == [], "the user knows")
  }

  @Test func `progress is told under a token that the client made room for`() async throws {
    let upstream = try Upstream(faults: "words=200;pace=50")
    let habits = Habits("with progress") { $0.showsProgress = true }
    let editor = try await ModelEditor(Self.visit, habits, environment: upstream.environment)
    let token = try #require(try await editor.execute("soapNote.generate", Self.whole)?["token"])
    #expect(try await editor.finalState(of: token) == "inserted")
    let messages = editor.server.messages
    let create = messages.firstIndex { $0["method"] == "window/workDoneProgress/create" }
    let begin = messages.firstIndex { $0["params"]?["value"]?["kind"] == "begin" }
    #expect(try #require(create) < #require(begin))
    let work = messages.filter { $0["method"] == "$/progress" && $0["params"]?["token"] == token }
    let kinds = work.compactMap { $0["params"]?["value"]?["kind"]?.string }
    #expect(kinds.first == "begin" && kinds.last == "end" && kinds.count { $0 != "report" } == 2)
    let elapsed = work.compactMap { $0["params"]?["value"]?["message"]?.string }
    #expect(elapsed.contains { $0.wholeMatch(of: #/(Subjective|Objective|Assessment|Plan), [0-9]+ s/#) != nil })
  }

  @Test func `there is no progress without the client's leave`() async throws {
    let upstream = try Upstream()
    let editor = try await ModelEditor(Self.visit, Habits("no progress"), environment: upstream.environment)
    let token = try await editor.execute("soapNote.generate", Self.whole)?["token"]
    #expect(try await editor.finalState(of: token) == "inserted")
    #expect(!editor.server.messages.contains { $0["method"] == "$/progress" })
    #expect(!editor.asked.contains { $0["method"] == "window/workDoneProgress/create" })
  }

  @Test func `a failure that may pass is tried again only when the user says so`() async throws {
    let upstream = try Upstream(faults: "cut=event:2;times=1")
    let editor = try await ModelEditor(Self.visit, Habits("by the book"), environment: upstream.environment)
    editor.choices = [["title": "Try again"]]
    let token = try await editor.execute("soapNote.generate", Self.whole)?["token"]
    #expect(try await editor.finalState(of: token) == "failed")
    let second = try await editor.wait(for: "a second note") { _ in editor.edits == 1 ? true : nil }
    #expect(second)
    #expect(editor.insertions.map(\.trimmingNewlines) == [Sample.note])
    #expect(editor.shown.count == 1)
    #expect(upstream.requests.count == 2)
    #expect(upstream.requests[0].body == upstream.requests[1].body)
  }

  @Test(arguments: [("cut=event:2", true), ("status=401", false)])
  func `a failure is told once, and nothing is sent again unasked`(fault: String, asks: Bool) async throws {
    let upstream = try Upstream(faults: fault)
    let editor = try await ModelEditor(Self.visit, Habits("by the book"), environment: upstream.environment)
    editor.choices = [nil]
    let token = try await editor.execute("soapNote.generate", Self.whole)?["token"]
    #expect(try await editor.finalState(of: token) == "failed")
    _ = try await editor.wait(for: "a sentence") { _ in editor.shown.isEmpty ? Optional<Bool>.none : true }
    #expect(editor.asked.contains { $0["method"] == "window/showMessageRequest" } == asks)
    _ = try await editor.execute("soapNote.status")
    #expect(editor.shown.count == 1)
    #expect(upstream.requests.count == 1)
    #expect(editor.text == Self.visit)
  }

  @Test func `a note that the editor refuses is kept, and goes in when it is asked for`() async throws {
    let upstream = try Upstream()
    let editor = try await ModelEditor(Self.visit, Habits("like Kate"), environment: upstream.environment)
    editor.isStubborn = true
    let token = try await editor.execute("soapNote.generate", Self.first)?["token"]
    #expect(try await editor.finalState(of: token) == "kept")
    #expect(editor.refusals == 4)
    #expect(editor.shown.count == 1)
    let kept = try await editor.execute("soapNote.lastNote")
    #expect(kept?["text"] == .string(Sample.note))
    #expect(kept?["token"] == token)
    #expect(kept?["engine"] == "soapnoteapi")
    let id = editor.server.request(
      "textDocument/codeAction",
      [
        "textDocument": ["uri": ModelEditor.uri], "context": ["diagnostics": []],
        "range": ["start": ["line": 0, "character": 3], "end": ["line": 0, "character": 3]],
      ])
    let action = try await editor.server.response(to: id)["result"]?.array?.first
    #expect(action?["title"] == "Insert the SOAP note that is ready (SOAPNoteAPI)")
    editor.isStubborn = false
    _ = try await editor.execute("soapNote.insert", action?["command"]?["arguments"]?.array?.first)
    #expect(try await editor.finalState(of: token) == "inserted")
    #expect(editor.text == "Patient: My head hurts.\n\n\(Sample.note)\n\nDoctor: Since when?\n\nlater 𝕏\n")
    #expect(upstream.requests.count == 1)
  }

  @Test func `a note that the editor refuses is shown in a document of its own`() async throws {
    let upstream = try Upstream()
    let habits = Habits("shows documents") { $0.showsDocuments = true }
    let editor = try await ModelEditor(Self.visit, habits, environment: upstream.environment)
    editor.isStubborn = true
    let token = try await editor.execute("soapNote.generate", Self.first)?["token"]
    _ = try await editor.wait(for: "a sentence") { _ in editor.shown.isEmpty ? Optional<Bool>.none : true }
    #expect(try await editor.finalState(of: token) == "inserted")
    #expect(editor.shown.count == 1)
    let show = try #require(editor.asked.last { $0["method"] == "window/showDocument" }?["params"]?["uri"])
    #expect(show == "untitled:soapNote-1.txt")
    let edit = editor.asked.last?["params"]?["edit"]?["documentChanges"]?.array?.first
    #expect(edit?["textDocument"] == ["uri": show, "version": nil])
    #expect(edit?["edits"]?.array?.first?["newText"] == .string(Sample.note))
  }

  @Test func `nothing goes into a document that was closed, and the note is kept`() async throws {
    let upstream = try Upstream(faults: "pace=100")
    let editor = try await ModelEditor(Self.visit, Habits("by the book"), environment: upstream.environment)
    let token = try await editor.execute("soapNote.generate", Self.whole)?["token"]
    editor.server.notify("textDocument/didClose", ["textDocument": ["uri": ModelEditor.uri]])
    #expect(try await editor.finalState(of: token) == "kept")
    #expect(!editor.asked.contains { $0["method"] == "workspace/applyEdit" })
    #expect(editor.shown.count == 1)
    #expect(try await editor.execute("soapNote.lastNote", ["token": token ?? nil])?["text"] == .string(Sample.note))
  }

  @Test func `a client that takes no edits is told so at once, and the note is kept`() async throws {
    let upstream = try Upstream()
    let habits = Habits("no edits") { $0.takesEdits = false }
    let editor = try await ModelEditor(Self.visit, habits, environment: upstream.environment)
    let token = try await editor.execute("soapNote.generate", Self.whole)?["token"]
    #expect(editor.shown.count == 1)
    #expect(try await editor.finalState(of: token) == "kept")
    #expect(!editor.asked.contains { $0["method"] == "workspace/applyEdit" })
    #expect(editor.shown.count == 2)
    #expect(try await editor.execute("soapNote.lastNote")?["text"] == .string(Sample.note))
  }

  @Test func `a note that the user took back at once does not come back`() async throws {
    let upstream = try Upstream()
    let habits = Habits("like vim-lsp") { ($0.stale, $0.answer, $0.telling) = (.taken, .always, .nextKey) }
    let editor = try await ModelEditor(Self.visit, habits, environment: upstream.environment)
    let token = try await editor.execute("soapNote.generate", Self.whole)?["token"]
    _ = try await editor.wait(for: "an edit") { _ in editor.edits == 1 ? true : nil }
    // As long as it takes a person to see it.
    try await Task.sleep(for: .milliseconds(400))
    editor.undoAll()
    #expect(try await editor.finalState(of: token) == "inserted")
    #expect(editor.text == Self.visit)
    #expect(editor.edits == 1)
  }

  @Test func `two notes at a time go into one document, one below the other's place`() async throws {
    let upstream = try Upstream()
    for habits in Habits.all {
      let editor = try await ModelEditor(Self.visit, habits, environment: upstream.environment)
      let one = try await editor.execute("soapNote.generate", Self.first)?["token"]
      let two = try await editor.execute("soapNote.generate", Self.whole)?["token"]
      for token in [one, two] { #expect(try await editor.finalState(of: token) == "inserted", "\(habits)") }
      #expect(
        editor.text
          == "Patient: My head hurts.\n\n\(Sample.note)\n\nDoctor: Since when?\n\nlater 𝕏\n\n\(Sample.note)\n",
        "\(habits)")
    }
  }

  @Test(arguments: Habits.all)
  func `a note in the document is no part of the next one's transcript`(habits: Habits) async throws {
    let upstream = try Upstream()
    let editor = try await ModelEditor(Self.visit, habits, environment: upstream.environment)
    for command in [Self.first, Self.whole] {
      let token = try await editor.execute("soapNote.generate", command)?["token"]
      #expect(try await editor.finalState(of: token) == "inserted")
      editor.type("so ", at: 0)
      editor.flush()
    }
    let words = try await upstream.requests(2)[1].body["transcript"]?.string
    #expect(
      words?.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        == "so Patient: My head hurts. Doctor: Since when? later 𝕏")
  }

  @Test(arguments: ["another visit", "Patient: My head hurts. Doctor: Since when?"])
  func `words that take a note's place are the user's`(new: String) async throws {
    let upstream = try Upstream()
    let editor = try await ModelEditor(Self.visit, Habits("by the book"), environment: upstream.environment)
    for round in 0..<4 {
      let token = try await editor.execute("soapNote.generate", Self.whole)?["token"]
      #expect(try await editor.finalState(of: token) == "inserted")
      let words = try await upstream.requests(round + 1)[round].body["transcript"]
      #expect(words == .string(round == 0 ? Self.visit : "\(new) \(round - 1)"))
      // Emptied and filled again, in two changes of one message or in one change.
      editor.startAnew("\(new) \(round)", inOneChange: round == 1)
    }
  }

  @Test(arguments: Habits.all, ["before", "after", "instead"])
  func `what is typed right beside a note is in the next one's transcript`(habits: Habits, place: String) async throws {
    let upstream = try Upstream()
    let editor = try await ModelEditor(Self.visit, habits, environment: upstream.environment)
    let token = try await editor.execute("soapNote.generate", Self.first)?["token"]
    #expect(try await editor.finalState(of: token) == "inserted")
    // The client tells of the note at the latest with this key.
    editor.type("so ", at: 0)
    editor.flush()
    let isNote = { (cell: ModelEditor.Cell) in cell.edit != nil && !cell.scalar.properties.isWhitespace }
    let start = try #require(editor.cells.firstIndex(where: isNote))
    let end = try #require(editor.cells.lastIndex(where: isNote)) + 1
    if place == "instead" { editor.undoAll() }
    editor.type("\nPatient: I cough.\n", at: place == "before" ? start : place == "after" ? end : start - 1)
    editor.flush()
    _ = try await editor.execute("soapNote.generate", Self.whole)
    let words = try await upstream.requests(2)[1].body["transcript"]?.string
    #expect(words?.contains("Patient: I cough.") == true, "\(words ?? "")")
    #expect(words?.contains("Plan:") == false)
  }

  @Test(arguments: [("utf-8", 7), ("utf-16", 4), ("utf-32", 3)])
  func `the place is told in the units agreed on`(encoding: String, character: Int) async throws {
    let server = try ServerProcess(framing: .headers)
    _ = try await server.call(
      "initialize",
      ["capabilities": Habits("").capabilities.with(["general": ["positionEncodings": [.string(encoding)]]])])
    server.notify(
      "textDocument/didOpen", ["textDocument": ["uri": "file:///v", "version": 1, "text": "one\né𝕏x"]])
    server.request("workspace/executeCommand", ["command": "soapNote.generate", "arguments": [["uri": "file:///v"]]])
    let edit = try await server.message("an edit") { $0["method"] == "workspace/applyEdit" }
    let range = edit["params"]?["edit"]?["documentChanges"]?.array?.first?["edits"]?.array?.first?["range"]
    let place: JSON = ["line": 1, "character": .number("\(character)")]
    #expect(range == ["start": place, "end": place])
  }

  @Test func `the time is told while nothing comes`() async throws {
    let upstream = try Upstream(faults: "first=3000")
    let habits = Habits("with progress") { $0.showsProgress = true }
    let editor = try await ModelEditor(Self.visit, habits, environment: upstream.environment)
    _ = try await editor.execute("soapNote.generate", Self.whole)
    let message = try await editor.wait(for: "the time") { message in
      message["params"]?["value"]?["kind"] == "report" ? message["params"]?["value"]?["message"]?.string : nil
    }
    #expect(message.hasPrefix("Waiting for the first words, "))
  }

  @Test func `a token that the client uses itself is not used`() async throws {
    let upstream = try Upstream(faults: "stall=event:2")
    let editor = try await ModelEditor(Self.visit, Habits("by the book"), environment: upstream.environment)
    let id = editor.server.request(
      "soapNote/generate", ["transcript": "Pain.", "partialResultToken": "soapNote-1", "workDoneToken": "soapNote-2"])
    #expect(try await editor.execute("soapNote.generate", Self.whole) == ["token": "soapNote-3"])
    editor.server.notify("window/workDoneProgress/cancel", ["token": "soapNote-1"])
    #expect(try await editor.server.response(to: id)["error"]?["code"] == -32800)
    #expect(try await editor.execute("soapNote.cancelAll") == ["cancelled": 1])
  }

  @Test func `an offline note's warning is shown once`() async throws {
    let editor = try await ModelEditor(Self.visit, Habits("by the book"))
    let token = try await editor.execute("soapNote.generate", Self.whole.with(["engine": "offline"]))?["token"]
    #expect(try await editor.finalState(of: token) == "inserted")
    _ = try await editor.execute("soapNote.status")
    #expect(editor.shown.count == 1 && editor.shown[0].contains("without a language model"))
  }

  @Test(
    arguments: [
      ("soapNote.unknown", [:]), ("soapNote.generate", nil), ("soapNote.generate", ["uri": "file:///closed"]),
      ("soapNote.generate", ["uri": ModelEditor.uri, "engine": "magic"]), ("soapNote.generate", ["range": 1]),
      ("soapNote.insert", ["uri": ModelEditor.uri]),
    ] as [(String, JSON?)])
  func `what cannot be done is an error`(command: String, argument: JSON?) async throws {
    let editor = try await ModelEditor(Self.visit, Habits("by the book"))
    let arguments: JSON = argument.map { [$0] } ?? []
    let id = editor.server.request(
      "workspace/executeCommand", ["command": .string(command), "arguments": arguments])
    #expect(try await editor.server.response(to: id)["error"]?["code"] == -32602)
    #expect(try await editor.execute("soapNote.lastNote") == .null)
  }
}
