internal import Documents

/// Parts of open documents that follow the user's edits, by number.
///
/// A code action names one, since the positions in a command's arguments are out of date by the time that it runs.
struct Passages: Sendable {
  /// In bytes from the start of the text; the note goes below the line that holds `end`.
  struct Passage: Equatable, Sendable {
    let uri: String
    var start: Int
    var end: Int
  }

  /// Code actions are asked for all the time, and few are chosen: the oldest passages go.
  private static let limit = 128

  private var passages: [Int: Passage] = [:]
  private var kept: Set<Int> = []
  private var last = 0

  subscript(number: Int) -> Passage? { passages[number] }

  mutating func add(_ passage: Passage) -> Int {
    last += 1
    passages[last] = passage
    if passages.count - kept.count > Self.limit, let oldest = passages.keys.filter({ !kept.contains($0) }).min() {
      passages[oldest] = nil
    }
    return last
  }

  /// Keeps a passage until `release`, or until its document is closed.
  mutating func keep(_ number: Int) { kept.insert(number) }

  mutating func release(_ number: Int) {
    kept.remove(number)
    passages[number] = nil
  }

  /// Follows an edit that led from one text of a document to the next.
  mutating func follow(_ edit: ByteEdit, of uri: String, from before: Document, to after: Document) {
    for (number, passage) in passages where passage.uri == uri {
      passages[number]?.start = before.follow(passage.start, edit, to: after, side: .before)
      passages[number]?.end = before.follow(passage.end, edit, to: after, side: .after)
    }
  }

  /// Takes into a passage what stands between its end and `end`.
  mutating func extend(_ number: Int, to end: Int) {
    guard let passage = passages[number] else { return }
    passages[number]?.end = max(passage.end, end)
  }

  mutating func close(_ uri: String) {
    passages = passages.filter { $0.value.uri != uri }
    kept.formIntersection(passages.keys)
  }
}
