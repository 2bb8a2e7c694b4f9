/// A table from word keys to values, built once and then only read: open addressing, a quarter full.
struct KeyTable<Value: Sendable>: Sendable {
  private var entries: [(key: UInt64, value: Value)]
  private let mask: Int
  private let absent: Value

  /// `absent` is what unknown keys have.
  init(_ entries: [UInt64: Value], absent: Value) {
    var size = 16
    while size < entries.count * 4 { size *= 2 }
    self.entries = Array(repeating: (0, absent), count: size)
    mask = size - 1
    self.absent = absent
    for (key, value) in entries where key != 0 {
      var slot = slot(of: key)
      while self.entries[slot].key != 0 { slot = (slot + 1) & mask }
      self.entries[slot] = (key, value)
    }
  }

  subscript(key: UInt64) -> Value {
    var slot = slot(of: key)
    while entries[slot].key != 0 {
      if entries[slot].key == key { return entries[slot].value }
      slot = (slot + 1) & mask
    }
    return absent
  }

  private func slot(of key: UInt64) -> Int { Int(truncatingIfNeeded: key ^ (key >> 29)) & mask }
}
