package import Notes

/// A SOAP note drawn from a transcript by rules: what was said, put in order, nothing added.
///
/// The same transcript always gives the same note; the work grows linearly with its length.
package struct Draft: Sendable, Equatable {
  /// A sentence of the note with the places of the transcript that it stands on.
  package struct Sentence: Sendable, Equatable {
    package var text: String
    /// UTF-8 offsets into the transcript, end exclusive; for an answered question, those of both.
    package var sources: [Range<Int>]
    /// How much it was found worth writing.
    package var score: Int
    /// The rule that placed it.
    package var rule: String
  }

  /// One section and its sentences; none where nothing of it was said.
  package struct Part: Sendable, Equatable {
    package var section: Section
    package var sentences: [Sentence]
  }

  /// All four sections, in the order in which they are written.
  package let sections: [Part]
  private let transcript: [UInt8]

  /// What an empty section says.
  package static let placeholder = "Not documented."

  package init(transcript: String) {
    self.transcript = Array(transcript.utf8)
    let sentences = Pipeline.sentences(of: self.transcript)
    sections = zip(Section.allCases, sentences).map { Part(section: $0, sentences: $1) }
  }

  /// The whole note, as it is streamed: each heading and each sentence on a line of its own.
  package var text: String {
    sections.map { heading(of: $0) + lines(of: $0).map { $0 + "\n" }.joined() }.joined()
  }

  /// What a section says below its heading, line by line.
  func lines(of part: Part) -> [String] {
    part.sentences.isEmpty ? [Self.placeholder] : part.sentences.map(\.text)
  }

  private func heading(of part: Part) -> String {
    (part.section == sections.first?.section ? "" : "\n") + part.section.heading + ":\n"
  }

  /// Which part of the transcript each sentence stands on, in UTF-16 units of note and transcript.
  package var evidence: [Completion.Evidence] {
    let offsets = UTF16Offsets(transcript)
    var evidence: [Completion.Evidence] = []
    var position = 0
    for part in sections {
      position += heading(of: part).utf16.count
      for sentence in part.sentences {
        let end = position + sentence.text.utf16.count
        for source in sentence.sources {
          let transcript = Completion.Span(start: offsets[source.lowerBound], end: offsets[source.upperBound])
          evidence.append(.init(note: .init(start: position, end: end), transcript: transcript))
        }
        position = end + 1
      }
      if part.sentences.isEmpty { position += Self.placeholder.utf16.count + 1 }
    }
    return evidence
  }

  /// Each sentence of the note with its section, score and the rule that placed it.
  package var explanation: [Explanation] {
    sections.flatMap { part in
      part.sentences.map {
        Explanation(sentence: $0.text, section: part.section, score: $0.score, rule: $0.rule)
      }
    }
  }
}
