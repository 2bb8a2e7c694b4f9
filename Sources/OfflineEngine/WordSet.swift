/// A small set of words, asked by key.
struct WordSet: Sendable {
  private let table: KeyTable<Bool>

  /// `words` are parted by white space, in lower case.
  init(_ words: String) {
    self.init(keys: Hash.keys(of: words))
  }

  init(keys: Set<UInt64>) {
    table = KeyTable(Dictionary(uniqueKeysWithValues: keys.map { ($0, true) }), absent: false)
  }

  func contains(_ key: UInt64) -> Bool { table[key] }
}
