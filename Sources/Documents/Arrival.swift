/// Tells from a document's later texts whether a text that somebody was asked to insert has come into it.
///
/// Nothing else can be relied on: clients say that they applied an edit which they refused, tell of an edit long after
/// making it, mixed with the user's own, and report it as another change with the same effect. So texts are compared:
/// samples of the inserted text, white space left out, must be there more often than before. The parts of the document
/// that no edit has touched are not looked at.
package struct Arrival: Sendable {
  private static let sampleCount = 16
  private static let sampleLengths = 12...48

  private let base: Document
  /// The text without white space.
  private let words: [UInt8]
  private let samples: [[UInt8]]
  /// How far from what changed a copy may begin or end: a change is told apart from its neighbourhood only up to what
  /// both have in common.
  private let reach: Int
  /// How many bytes at either end of the text no edit has touched.
  private var head: Int
  private var tail: Int
  /// How many bytes the edits have brought.
  private var inserted = 0

  /// Before `text` was inserted the document was `base`.
  package init(of text: String, into base: Document) {
    self.base = base
    words = text.utf8.filter { !$0.isWhiteSpace }
    let count = min(Self.sampleCount, max(1, words.count / Self.sampleLengths.lowerBound))
    let length = min(Self.sampleLengths.upperBound, words.count / count)
    samples = (0..<count).map { [words] in Array(words[($0 * words.count / count)...].prefix(length)) }
    reach = 2 * text.utf8.count + 64
    head = base.byteCount
    tail = base.byteCount
  }

  /// Takes note of an edit, after which the text has `count` bytes.
  package mutating func record(_ edit: ByteEdit, count: Int) {
    guard edit.removed > 0 || edit.inserted > 0 else { return }
    inserted += edit.inserted
    head = min(head, edit.start)
    tail = min(tail, count - edit.start - edit.inserted)
  }

  /// Whether `document`, after the edits recorded, holds the text once more than `base` did: all of it, or as much as
  /// the user has left of it.
  package func isSeen(in document: Document) -> Bool {
    // A key that the user types meanwhile costs nothing.
    guard 2 * inserted >= words.count else { return false }
    let (before, after) = (words(of: base), words(of: document))
    guard before.count != after.count || before != after else { return false }
    let gained = samples.count { starts(of: $0, in: after).count > starts(of: $0, in: before).count }
    return 2 * gained >= samples.count
  }

  /// Where the text stands in `document`, in bytes, without the white space at its ends: of several copies the one that
  /// begins nearest to `offset`. Nil when the user has changed it.
  package func place(in document: Document, near offset: Int) -> Range<Int>? {
    let window = window(of: document)
    var places: [Int] = []
    var text: [UInt8] = []
    for (place, byte) in zip(window.lowerBound..., document.bytes(in: window)) where !byte.isWhiteSpace {
      places.append(place)
      text.append(byte)
    }
    let starts = starts(of: words, in: text)
    let nearest = starts.min { abs(places[$0] - offset) < abs(places[$1] - offset) }
    return nearest.map { places[$0]..<places[$0 + words.count - 1] + 1 }
  }

  /// Whether the edits recorded have left the text as it was.
  package func isUndone(in document: Document) -> Bool {
    base.byteCount == document.byteCount && changed(in: base) == changed(in: document)
  }

  private func changed(in document: Document) -> [UInt8] {
    let end = document.byteCount - tail
    return head < end ? document.bytes(in: head..<end) : []
  }

  private func words(of document: Document) -> [UInt8] {
    document.bytes(in: window(of: document)).filter { !$0.isWhiteSpace }
  }

  private func window(of document: Document) -> Range<Int> {
    let start = max(0, head - reach)
    return start..<max(start, min(document.byteCount, document.byteCount - tail + reach))
  }
}

/// Where `sample` stands in `text`.
private func starts(of sample: [UInt8], in text: [UInt8]) -> [Int] {
  guard let first = sample.first, text.count >= sample.count else { return [] }
  let (sample, text) = (sample.span, text.span)
  var starts: [Int] = []
  for start in 0...text.count - sample.count where text[start] == first {
    var length = 1
    while length < sample.count, text[start + length] == sample[length] { length += 1 }
    if length == sample.count { starts.append(start) }
  }
  return starts
}
