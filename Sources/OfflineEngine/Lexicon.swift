/// What is known of each word, looked up by hash. The words stand in the `Lexicon+….swift` tables.
struct Lexicon {
  private var keys: [UInt64]
  private var values: [Tags]
  private let mask: Int

  static let shared = Lexicon(tables: Lexicon.tables)

  /// Builds the table of all words; a word that stands in several tables has the tags of all of them.
  init(tables: [(Tags, String)]) {
    let size = 1 << 14
    keys = Array(repeating: 0, count: size)
    values = Array(repeating: [], count: size)
    mask = size - 1
    for (tags, words) in tables {
      for word in words.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A }) {
        add(tags, to: Hash.key(of: word))
      }
    }
  }

  func tags(of key: UInt64) -> Tags {
    var slot = Int(truncatingIfNeeded: key ^ (key >> 29)) & mask
    while keys[slot] != 0 {
      if keys[slot] == key { return values[slot] }
      slot = (slot + 1) & mask
    }
    return []
  }

  private mutating func add(_ tags: Tags, to key: UInt64) {
    var slot = Int(truncatingIfNeeded: key ^ (key >> 29)) & mask
    while keys[slot] != 0 && keys[slot] != key { slot = (slot + 1) & mask }
    keys[slot] = key
    values[slot].formUnion(tags)
  }
}
