internal import Documents

/// The texts on their way into documents, by number. One at a time goes into a document, since the place of the next
/// depends on it.
struct Insertions: Sendable {
  /// Lines that a client has inserted, as far as one can tell, without telling of it yet.
  private struct Untold {
    let offset: Int
    let lines: Int
  }

  private var insertions: [Int: (insertion: Insertion, bell: Bell)] = [:]
  private var untold: [String: [Untold]] = [:]
  private var last = 0

  subscript(number: Int) -> Insertion? {
    get { insertions[number]?.insertion }
    set { if let newValue { insertions[number]?.insertion = newValue } }
  }

  /// `bell` is rung whenever something has changed for the insertion.
  mutating func add(_ insertion: Insertion, bell: Bell) -> Int {
    last += 1
    insertions[last] = (insertion, bell)
    return last
  }

  mutating func remove(_ number: Int) {
    guard let uri = insertions.removeValue(forKey: number)?.insertion.uri else { return }
    ring(uri)
  }

  /// Whether another text is under way into the same document.
  func mustWait(_ number: Int) -> Bool {
    insertions.contains { other, value in
      other != number && value.insertion.attempt != nil && value.insertion.uri == insertions[number]?.insertion.uri
    }
  }

  mutating func record(_ edit: ByteEdit, of uri: String, count: Int) {
    for number in numbers(uri) { insertions[number]?.insertion.record(edit, count: count) }
  }

  /// Looks at a document after the edits of one change.
  mutating func look(at document: Document, _ uri: String) {
    untold[uri] = nil
    for number in numbers(uri) { insertions[number]?.insertion.look(at: document, .now) }
    ring(uri)
  }

  mutating func close(_ uri: String) {
    untold[uri] = nil
    ring(uri)
  }

  mutating func cancelAll() {
    for number in insertions.keys { insertions[number]?.insertion.isCancelled = true }
    for value in insertions.values { value.bell.ring() }
  }

  /// Notes that `lines` lines stand at `offset` that the client has not told of.
  mutating func expect(lines: Int, at offset: Int, in uri: String) {
    untold[uri, default: []].append(Untold(offset: offset, lines: lines))
  }

  /// How many lines stand before `offset` that the client has not told of.
  func untoldLines(before offset: Int, in uri: String) -> Int {
    (untold[uri] ?? []).reduce(0) { $1.offset <= offset ? $0 + $1.lines : $0 }
  }

  private func numbers(_ uri: String) -> [Int] {
    insertions.isEmpty ? [] : insertions.filter { $0.value.insertion.uri == uri }.map(\.key)
  }

  private func ring(_ uri: String) {
    for value in insertions.values where value.insertion.uri == uri { value.bell.ring() }
  }
}
