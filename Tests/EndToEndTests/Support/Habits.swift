import Testing

/// What a client does with edits that a server asks for. The specification allows only some of it.
struct Habits: Sendable, CustomTestStringConvertible {
  /// What becomes of an edit for a version that is not the current one.
  enum Stale: Sendable { case refused, taken }
  /// The answer: the truth, `true` whatever happens, an error instead of `false`, something else, or none.
  enum Answer: Sendable { case truth, always, error, null, none }
  /// When the client tells of changes: at once, after so many of the user's, or of all at the user's next key, so that
  /// the server's own edits stay untold until then.
  enum Telling: Sendable { case atOnce, every(Int), nextKey }

  var testDescription: String
  var clientName: String?
  var stale = Stale.refused
  var answer = Answer.truth
  var telling = Telling.atOnce
  /// Whether it knows `documentChanges`.
  var versions = true
  /// Whether it tells of a change by the whole text.
  var wholeText = false
  var showsDocuments = false
  var showsProgress = false
  var takesEdits = true

  init(_ name: String, _ change: (inout Habits) -> Void = { _ in }) {
    testDescription = name
    change(&self)
  }

  var capabilities: JSON {
    [
      "workspace": ["applyEdit": .bool(takesEdits), "workspaceEdit": editSupport],
      "window": ["workDoneProgress": .bool(showsProgress), "showDocument": ["support": .bool(showsDocuments)]],
      "textDocument": ["codeAction": ["codeActionLiteralSupport": ["codeActionKind": ["valueSet": []]]]],
    ]
  }

  /// Neovim knows `documentChanges`, and says only that it knows the operations among them.
  private var editSupport: JSON {
    clientName == "Neovim"
      ? ["resourceOperations": ["rename", "create", "delete"]] : ["documentChanges": .bool(versions)]
  }

  /// After what real clients were seen to do.
  static let all = [
    Habits("by the book"),
    Habits("by the book, whole text") { $0.wholeText = true },
    Habits("by the book, no versions") { $0.versions = false },
    Habits("like Neovim: refuses and says applied, tells late") {
      ($0.clientName, $0.answer, $0.telling) = ("Neovim", .always, .every(5))
    },
    Habits("like eglot 1.9: an error for what is out of date, no sensible answer else") {
      ($0.answer, $0.telling) = (.error, .every(7))
    },
    Habits("like eglot 1.17: takes what is out of date, tells late") {
      ($0.stale, $0.answer, $0.telling) = (.taken, .null, .every(7))
    },
    Habits("like vim-lsp: takes everything, tells at the next key") {
      ($0.stale, $0.answer, $0.telling) = (.taken, .always, .nextKey)
    },
    Habits("like ALE: takes everything, never answers") {
      ($0.stale, $0.answer, $0.telling, $0.versions) = (.taken, .none, .every(3), false)
    },
  ]
}
