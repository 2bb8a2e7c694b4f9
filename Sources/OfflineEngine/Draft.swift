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

  private let written: [WrittenSection]
  private let transcript: [UInt8]

  /// What an empty section says.
  package static let placeholder = "Not documented."

  package init(transcript: String) {
    self.transcript = Array(transcript.utf8)
    written = Pipeline.sections(of: self.transcript)
  }

  /// All four sections, in the order in which they are written.
  package var sections: [Part] {
    zip(Section.allCases, written).map { section, written in
      let sentences = written.sentences.enumerated().map { number, sentence in
        Sentence(
          text: String(decoding: written.lines[written.line(number).dropLast()], as: UTF8.self),
          sources: sentence.sources, score: Int(sentence.worth), rule: sentence.rule.name)
      }
      return Part(section: section, sentences: sentences)
    }
  }

  /// Hands on the note line by line, without its headings, as the UTF-8 of each with its line break; what an empty
  /// section says is a line too.
  func forEachLine<Failure: Error>(_ body: (Section, Span<UInt8>) throws(Failure) -> Void) throws(Failure) {
    for (section, written) in zip(Section.allCases, written) {
      if written.sentences.isEmpty {
        let line = Array((Self.placeholder + "\n").utf8)
        try body(section, line.span)
      }
      for number in written.sentences.indices {
        try body(section, written.lines.span.extracting(written.line(number)))
      }
    }
  }

  /// The whole note, as it is streamed: each heading and each sentence on a line of its own.
  package var text: String {
    var text: [UInt8] = []
    for (section, written) in zip(Section.allCases, written) {
      text += heading(of: section).utf8
      text += written.lines
      if written.sentences.isEmpty { text += (Self.placeholder + "\n").utf8 }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private func heading(of section: Section) -> String {
    (section == Section.allCases.first ? "" : "\n") + section.heading + ":\n"
  }

  /// Which part of the transcript each sentence stands on, in UTF-16 units of note and transcript.
  package var evidence: [Completion.Evidence] {
    let offsets = UTF16Offsets(transcript)
    var evidence: [Completion.Evidence] = []
    evidence.reserveCapacity(written.reduce(0) { $0 + $1.sentences.count })
    var start = 0
    for (section, written) in zip(Section.allCases, written) {
      start += heading(of: section).utf16.count
      for (number, sentence) in written.sentences.enumerated() {
        let next = start + UTF8Form.length(of: written.lines.span.extracting(written.line(number)), in: .utf16)
        let note = Completion.Span(start: start, end: next - 1)
        for source in sentence.sources {
          let transcript = Completion.Span(start: offsets[source.lowerBound], end: offsets[source.upperBound])
          evidence.append(.init(note: note, transcript: transcript))
        }
        start = next
      }
      if written.sentences.isEmpty { start += Self.placeholder.utf16.count + 1 }
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
