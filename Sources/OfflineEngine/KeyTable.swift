/// A table from word keys, which are hashes already, to values: open addressing, at most half full.
struct KeyTable<Value: Sendable>: Sendable {
  private var entries: [(key: UInt64, value: Value)]
  private var count = 0
  private let absent: Value

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

  /// Where `key` stands, or would stand. The key 0 marks an empty slot: no word has it.
  private func slot(of key: UInt64) -> Int {
    let mask = entries.count - 1
    var slot = Int(truncatingIfNeeded: key ^ (key >> 29)) & mask
    while entries[slot].key != key && entries[slot].key != 0 { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    var larger = KeyTable(absent: absent, expected: entries.count)
    for (key, value) in entries where key != 0 { larger[key] = value }
    self = larger
  }
}
