/// A section as it is written: its lines in one run of bytes, and what each stands on.
struct WrittenSection: Equatable {
  /// UTF-8, each sentence with a line break behind it.
  private(set) var lines: [UInt8] = []
  private(set) var sentences: [Sentence] = []

  /// What is known of a sentence beside its text.
  struct Sentence: Equatable {
    /// Where its line ends in `lines`, the line break included.
    fileprivate(set) var end = 0
    /// Bytes of the transcript: of the question it is written behind, of itself, and of the answer that is not written.
    var asked = ShortRange()
    var said = ShortRange()
    var answer = ShortRange()
    var worth: Int32
    var rule: Rule

    var sources: [Range<Int>] { [asked, said, answer].filter { !$0.isEmpty }.map(\.range) }
  }

  mutating func append(_ text: [UInt8], _ sentence: Sentence) {
    lines += text
    lines.append(0x0A)
    sentences.append(sentence)
    sentences[sentences.count - 1].end = lines.count
  }

  /// The bytes of the line of sentence `number` in `lines`, the line break included.
  func line(_ number: Int) -> Range<Int> { (number == 0 ? 0 : sentences[number - 1].end)..<sentences[number].end }
}
