import Testing

/// An editor with a user who types at random, and habits of its own where a server asks for edits.
///
/// It knows of each character whether the user typed it, so that it can tell at the end what the server did.
final class ModelEditor {
  struct Cell: Equatable {
    let scalar: Unicode.Scalar
    /// The number of the server's edit that it came by; nil for the user's own.
    let edit: Int?
  }

  static let uri: JSON = "file:///visit.txt"

  let server: ServerProcess
  let habits: Habits
  private(set) var cells: [Cell]
  /// The user's text as it would be without a server.
  private(set) var reference: [Unicode.Scalar]
  /// Sentences that were shown.
  private(set) var shown: [String] = []
  /// Requests of the server, in order.
  private(set) var asked: [JSON] = []
  private(set) var edits = 0
  private(set) var refusals = 0
  /// Before the last edit.
  private var refusalsBefore = 0
  /// Refuses edits whatever their version.
  var isStubborn = false
  /// What the user chooses when asked.
  var choices: [JSON] = []
  private var untold: [JSON] = []
  private var version = 1
  private var keys = 0
  private var read = 0

  init(_ text: String, _ habits: Habits, environment: [String: String] = [:]) async throws {
    self.habits = habits
    cells = text.unicodeScalars.map { Cell(scalar: $0, edit: nil) }
    reference = Array(text.unicodeScalars)
    server = try ServerProcess(environment: environment, framing: .headers)
    var params: [String: JSON] = ["processId": nil, "capabilities": habits.capabilities]
    if let name = habits.clientName { params["clientInfo"] = ["name": .string(name)] }
    _ = try await server.call("initialize", .object(params))
    server.notify("initialized", [:])
    server.notify(
      "textDocument/didOpen",
      ["textDocument": ["uri": Self.uri, "languageId": "plaintext", "version": 1, "text": .string(text)]])
  }

  var text: String { string(cells[...]) }

  /// What the text has of each of the server's edits.
  var insertions: [String] {
    var found: [Int: String] = [:]
    for cell in cells {
      if let edit = cell.edit { found[edit, default: ""].unicodeScalars.append(cell.scalar) }
    }
    return Array(found.values)
  }

  /// The user's own characters in the text.
  var own: [Unicode.Scalar] { cells.filter { $0.edit == nil }.map(\.scalar) }

  /// Runs a command and returns its result.
  func execute(_ command: String, _ argument: JSON? = nil) async throws -> JSON? {
    flush()
    let arguments: JSON = argument.map { [$0] } ?? []
    let id = server.request("workspace/executeCommand", ["command": .string(command), "arguments": arguments])
    let answer: JSON = try await wait(for: "an answer to \(command)") { message in
      message["id"] == id && message["method"] == nil ? .some(message) : .none
    }
    return answer["result"]
  }

  /// Takes what the server says until `find` finds something among it.
  func wait<T>(for what: String, _ find: (JSON) -> T?) async throws -> T {
    var next = 0
    while true {
      let messages = take()
      while next < messages.count {
        if let found = find(messages[next]) { return found }
        next += 1
      }
      let seen = messages.count
      _ = try await server.wait(for: what) { $0.wire.messages.count > seen ? true : nil }
    }
  }

  /// The state of the note of `token`.
  func state(of token: JSON?) async throws -> String? {
    let notes = try await execute("soapNote.status")?["notes"]?.array ?? []
    return notes.first { $0["token"] == token }?["state"]?.string
  }

  /// The state of a note once it is nothing passing.
  func finalState(of token: JSON?) async throws -> String? {
    while true {
      let state = try await state(of: token)
      if state != "generating", state != "inserting" { return state }
    }
  }

  /// Replaces `count` of the user's characters at `index` by `new`, as its keys do.
  func type(_ new: String, at index: Int, replacing count: Int = 0) {
    let range = index..<index + count
    precondition(cells[range].allSatisfy { $0.edit == nil })
    let own = cells[..<index].count { $0.edit == nil }
    reference.replaceSubrange(own..<own + count, with: new.unicodeScalars)
    replace(range, new.unicodeScalars.map { Cell(scalar: $0, edit: nil) })
    keys += 1
    switch habits.telling {
    case .atOnce, .nextKey: flush()
    case .every(let limit): if keys.isMultiple(of: limit) { flush() }
    }
  }

  /// Takes back all that the server did, and tells of it.
  func undoAll() {
    while let start = cells.firstIndex(where: { $0.edit != nil }) {
      let end = cells[start...].firstIndex { $0.edit == nil } ?? cells.count
      replace(start..<end, [])
    }
    flush()
  }

  /// Has `text` and nothing else, as after reading another file.
  func startAnew(_ text: String, inOneChange: Bool) {
    let new = text.unicodeScalars.map { Cell(scalar: $0, edit: nil) }
    if !inOneChange { replace(0..<cells.count, []) }
    replace(0..<cells.count, new)
    reference = Array(text.unicodeScalars)
    flush()
  }

  /// A few keys of the user's, anywhere.
  func typeAtRandom(_ random: inout some RandomNumberGenerator) {
    let index = Int.random(in: 0...cells.count, using: &random)
    guard isFree(index) else { return }
    let limit = cells.count > 1500 ? 8 : Int.random(in: 0...2, using: &random)
    var count = 0
    while count < limit, index + count < cells.count, isFree(index + count + 1) { count += 1 }
    let new = (0..<Int.random(in: 0...3, using: &random)).map { _ in "ab é𝕏\n".randomElement(using: &random) ?? "x" }
    type(String(new), at: index, replacing: count)
  }

  /// Where the user may type: neither inside nor right beside what the server inserted, for what comes into a note's
  /// own lines is the user's doing.
  func isFree(_ index: Int) -> Bool {
    (index == 0 || cells[index - 1].edit == nil) && (index == cells.count || cells[index].edit == nil)
  }

  /// Tells of all changes and then types nothing for a moment: no user is as fast as a test. The moments grow with what
  /// has been refused since the last edit, lest a busy machine decide the test.
  func pause() async throws {
    flush()
    try await Task.sleep(for: .milliseconds(10 << min(refusals - refusalsBefore, 6)))
    take()
  }

  /// Tells the server of all that has changed.
  func flush() {
    guard !untold.isEmpty else { return }
    let changes: JSON = habits.wholeText ? [["text": .string(text)]] : .array(untold)
    untold = []
    server.notify(
      "textDocument/didChange",
      ["textDocument": ["uri": Self.uri, "version": number(version)], "contentChanges": changes])
  }

  /// Takes what the server has said so far, and returns all of it.
  @discardableResult
  func take() -> [JSON] {
    let messages = server.messages
    while read < messages.count {
      let message = messages[read]
      read += 1
      if message["method"] == "window/showMessage" { shown.append(message["params"]?["message"]?.string ?? "") }
      guard let id = message["id"], let method = message["method"]?.string else { continue }
      asked.append(message)
      guard let answer = answer(method, message["params"] ?? nil) else { continue }
      server.send(answer.with(["jsonrpc": "2.0", "id": id]))
    }
    return messages
  }

  private func answer(_ method: String, _ params: JSON) -> JSON? {
    switch method {
    case "workspace/applyEdit":
      let isTaken = apply(params["edit"] ?? nil)
      if !isTaken { refusals += 1 }
      switch habits.answer {
      case .truth: return ["result": ["applied": .bool(isTaken)]]
      case .always: return ["result": ["applied": true]]
      case .error: return isTaken ? ["result": nil] : ["error": ["code": -32603, "message": "Out of date."]]
      case .null: return ["result": nil]
      case .none: return nil
      }
    case "window/showDocument": return ["result": ["success": true]]
    case "window/showMessageRequest":
      shown.append(params["message"]?.string ?? "")
      return ["result": choices.isEmpty ? nil : choices.removeFirst()]
    default: return ["result": nil]
    }
  }

  private func apply(_ edit: JSON) -> Bool {
    let change = edit["documentChanges"]?.array?.first
    let uri = change?["textDocument"]?["uri"] ?? edit["changes"]?.keys.first.map { .string($0) } ?? nil
    guard uri == Self.uri else { return true }
    if isStubborn { return false }
    if let edited = change?["textDocument"]?["version"]?.int, edited != version, habits.stale == .refused {
      return false
    }
    refusalsBefore = refusals
    for part in (change?["edits"] ?? edit["changes"]?[Self.uri.string ?? ""])?.array ?? [] {
      let (start, end) = (index(of: part["range"]?["start"]), index(of: part["range"]?["end"]))
      edits += 1
      let new = (part["newText"]?.string ?? "").unicodeScalars.map { Cell(scalar: $0, edit: edits) }
      replace(start..<end, new)
    }
    // What the server did is told like the user's own changes, only that no key goes with it.
    if case .atOnce = habits.telling { flush() }
    return true
  }

  private func replace(_ range: Range<Int>, _ new: [Cell]) {
    let change: JSON = [
      "range": ["start": position(range.lowerBound), "end": position(range.upperBound)],
      "text": .string(string(new[...])),
    ]
    untold.append(change)
    cells.replaceSubrange(range, with: new)
    version += 1
  }

  func position(_ index: Int) -> JSON {
    let line = cells[..<index].lastIndex { $0.scalar == "\n" }.map { $0 + 1 } ?? 0
    let character = cells[line..<index].reduce(0) { $0 + UTF16.width($1.scalar) }
    return ["line": number(cells[..<index].count { $0.scalar == "\n" }), "character": number(character)]
  }

  private func index(of position: JSON?) -> Int {
    var index = 0
    for _ in 0..<(position?["line"]?.int ?? 0) {
      guard let end = cells[index...].firstIndex(where: { $0.scalar == "\n" }) else { return cells.count }
      index = end + 1
    }
    var units = position?["character"]?.int ?? 0
    while units > 0, index < cells.count, cells[index].scalar != "\n" {
      units -= UTF16.width(cells[index].scalar)
      index += 1
    }
    return index
  }

  private func string(_ cells: ArraySlice<Cell>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: cells.map(\.scalar))
    return String(view)
  }

  private func number(_ value: Int) -> JSON { .number(String(value)) }
}
