/// A table from word keys, which are hashes already, to values: open addressing, at most half full.
///
/// Words can be made up whose keys end alike. So that they do not all land in one place, and looking one up takes the
/// longer the more there are, keys are spread by a number drawn anew for each table.
struct KeyTable<Value: Sendable>: Sendable {
  private var entries: [(key: UInt64, value: Value)]
  private var count = 0
  private let absent: Value
  private let spread = UInt64.random(in: .min ... .max) | 1

  /// `absent` is what unknown keys have; `expected`: how many keys there is room for before it has to grow.
  init(absent: Value, expected: Int) {
    var size = 16
    while size < expected * 2 { size *= 2 }
    entries = Array(repeating: (0, absent), count: size)
    self.absent = absent
  }

  init(_ entries: [UInt64: Value], absent: Value) {
    self.init(absent: absent, expected: entries.count)
    for (key, value) in entries { self[key] = value }
  }

  subscript(key: UInt64) -> Value {
    get { entries[slot(of: key)].value }
    set {
      guard key != 0 else { return }
      var slot = slot(of: key)
      if entries[slot].key == 0 {
        if (count + 1) * 2 > entries.count {
          grow()
          slot = self.slot(of: key)
        }
        count += 1
      }
      entries[slot] = (key, newValue)
    }
  }

  /// Where `key` stands, or would stand. The key 0 marks an empty slot; a word that has it is not kept.
  private func slot(of key: UInt64) -> Int {
    let mask = entries.count - 1
    // The top bits of the product, which all of the key's bits have a part in.
    var slot = Int((key &* spread) >> UInt64(entries.count.leadingZeroBitCount + 1))
    while entries[slot].key != key && entries[slot].key != 0 { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    var larger = KeyTable(absent: absent, expected: entries.count)
    for (key, value) in entries where key != 0 { larger[key] = value }
    self = larger
  }
}
