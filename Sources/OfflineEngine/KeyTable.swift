/// A table from word keys to values, built once and then only read: open addressing, a quarter full.
struct KeyTable<Value: Sendable>: Sendable {
  private var keys: [UInt64]
  private var values: [Value]
  private let mask: Int
  private let absent: Value

  /// `absent` is what unknown keys have.
  init(_ entries: [UInt64: Value], absent: Value) {
    var size = 16
    while size < entries.count * 4 { size *= 2 }
    keys = Array(repeating: 0, count: size)
    values = Array(repeating: absent, count: size)
    mask = size - 1
    self.absent = absent
    for (key, value) in entries where key != 0 {
      var slot = slot(of: key)
      while keys[slot] != 0 { slot = (slot + 1) & mask }
      keys[slot] = key
      values[slot] = value
    }
  }

  subscript(key: UInt64) -> Value {
    var slot = slot(of: key)
    while keys[slot] != 0 {
      if keys[slot] == key { return values[slot] }
      slot = (slot + 1) & mask
    }
    return absent
  }

  private func slot(of key: UInt64) -> Int { Int(truncatingIfNeeded: key ^ (key >> 29)) & mask }
}
