internal import EditorProtocol

/// A note that a command asked for: what it is made of, and where it goes.
struct NoteOrder: Sendable {
  let uri: String
  /// The number of the passage that it is made of and goes below.
  let passage: Int
  /// The name of the engine.
  let engine: String
  /// The passage's words as they were when the command came, and how the note is wanted.
  let request: GenerateNote.Params
}
