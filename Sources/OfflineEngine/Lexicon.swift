/// What is known of each word, looked up by hash. The words stand in the `Lexicon+….swift` tables.
struct Lexicon: Sendable {
  private let words: KeyTable<Tags>

  static let shared = Lexicon(tables: Lexicon.tables)

  /// A word that stands in several tables has the tags of all of them.
  init(tables: [(Tags, String)]) {
    var entries: [UInt64: Tags] = [:]
    for (tags, words) in tables {
      for key in Hash.keys(of: words) { entries[key, default: []].formUnion(tags) }
    }
    words = KeyTable(entries, absent: [])
  }

  func tags(of key: UInt64) -> Tags { words[key] }
}
