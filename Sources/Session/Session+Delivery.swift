internal import EditorProtocol
internal import JSONRPC
internal import Notes
internal import Synchronization

/// What becomes of a note that is complete: it goes into its document, or it is kept and the user is told.
extension Session {
  private static let keeping =
    "It is kept: the code action \u{201C}Insert the SOAP note that is ready\u{201D} puts it in, and the command "
    + "soapNote.lastNote returns it."
  private static let blank = "The SOAP note has no words, so that nothing was inserted."
  private static let shown =
    "The editor has not taken the SOAP note into its document, so that it stands in a new one."

  /// `bySection` is what became of the note's sections where they were inserted one by one.
  func deliver(
    _ note: Generation.Note, _ token: ProgressToken, _ uri: String, _ passage: Int,
    insertedBySection bySection: Insertion.Outcome? = nil
  ) async {
    let text = String(decoding: note.text.bytes, as: UTF8.self)
    var outcome = bySection
    if note.isBlank {
      outcome = nil
    } else if !state.withLock(\.client.takesEdits) {
      say("The SOAP note is complete: the command soapNote.lastNote returns it.", 3)
    } else if bySection == nil {
      outcome = await insert(text, into: uri, below: passage)
    }
    release(passage)
    var complaint = note.isBlank ? Self.blank : outcome.flatMap(Self.complaint)
    var isThere = outcome == .inserted
    if outcome == .refused {
      state.withLock { $0.notes.set(.kept, of: token) }
      isThere = await show(text, token)
      if isThere {
        complaint = Self.shown
        state.withLock { $0.notes.set(.inserted, of: token) }
      }
    }
    let sentences = [complaint].compactMap(\.self) + (note.details.warnings ?? [])
    if !sentences.isEmpty { say(sentences.joined(separator: " "), 2) }
    state.withLock { $0.notes.set(isThere ? .inserted : note.isBlank ? .failed : .kept, of: token) }
  }

  private static func complaint(_ outcome: Insertion.Outcome) -> String? {
    switch outcome {
    case .inserted, .cancelled: nil
    case .refused: "The SOAP note is complete, but the editor has not taken it into the document. \(keeping)"
    case .declined: "The SOAP note is complete, and was not inserted. \(keeping)"
    case .unconfirmed:
      "The SOAP note is complete, but the editor has not said whether it is in the document: look there first. "
        + keeping
    case .closed: "The document was closed before its SOAP note was complete. Open it again. \(keeping)"
    }
  }

  /// Shows a note in a new document that has no file; false when the client cannot.
  private func show(_ text: String, _ token: ProgressToken) async -> Bool {
    guard state.withLock(\.client.showsDocuments), case .string(let name) = token else { return false }
    let uri = "untitled:\(name).txt"
    let start = TextPosition(line: 0, character: 0)
    let edit = WorkspaceEdit(
      uri: uri, version: nil, edits: [TextEdit(range: TextRange(start: start, end: start), newText: text)],
      versioned: state.withLock(\.client.takesVersions))
    do throws(ResponseError) {
      let answer = try await connection.request(ShowDocument.self, .init(uri: uri, takeFocus: false))
      guard answer["success"]?.bool == true else { return false }
      return try await connection.request(ApplyEdit.self, .init(edit: edit))["applied"]?.bool == true
    } catch {
      return false
    }
  }
}
