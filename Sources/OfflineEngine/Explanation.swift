package import Notes

/// Why a sentence stands where it stands in a drafted note.
package struct Explanation: Sendable, Equatable {
  package var sentence: String
  package var section: Section
  /// How much the sentence was found worth writing; higher is more.
  package var score: Int
  /// The rule that placed it: a heading, the strongest cue, or its words and speaker.
  package var rule: String
}
