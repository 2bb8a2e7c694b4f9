/// A word, a number or a punctuation mark of the transcript.
struct Token {
  /// Where it stands: byte offsets into the transcript, end exclusive.
  var start: Int
  var end: Int
  /// The word itself: a hash of its bytes, ASCII letters in lower case.
  var key: UInt64
  var tags: Tags
  /// White space, or a line's beginning, before it.
  var spaced: Bool
  /// Left out of what is written: a filler or the first half of a stutter.
  var dropped = false

  var isMark: Bool { tags.has(.mark) }

  /// Whether the token is the ASCII mark `byte`.
  func isMark(_ byte: UInt8) -> Bool { isMark && key == UInt64(byte) }

  func `is`(_ word: StaticString) -> Bool { key == Hash.key(of: word) }
}

/// FNV-1a, 64 bits: words are told apart by their hashes alone.
struct Hash {
  var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }

  static func key(of word: some Sequence<UInt8>) -> UInt64 {
    var hash = Hash()
    for byte in word { hash.add(byte) }
    return hash.value
  }

  /// The keys of words parted by white space.
  static func keys(of words: String) -> Set<UInt64> {
    Set(words.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A }).map { key(of: $0) })
  }

  /// The key of an ASCII word in lower case.
  static func key(of word: StaticString) -> UInt64 {
    word.withUTF8Buffer { bytes in
      var hash = Hash()
      for index in 0..<bytes.count { unsafe hash.add(bytes[index]) }
      return hash.value
    }
  }
}
