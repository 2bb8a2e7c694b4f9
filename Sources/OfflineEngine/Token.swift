/// A word, a number or a punctuation mark of the transcript.
///
/// It takes 24 bytes: a transcript has one every four bytes or so.
struct Token {
  private let first: UInt32
  private let limit: UInt32
  /// The word itself: a hash of its bytes, ASCII letters in lower case.
  let key: UInt64
  /// Its tags, and in the two highest bits whether it is spaced and whether it is dropped.
  private var bits: UInt64

  /// `start` and `end`: byte offsets into the transcript, end exclusive.
  init(start: Int, end: Int, key: UInt64, tags: Tags, spaced: Bool) {
    first = UInt32(start)
    limit = UInt32(end)
    self.key = key
    bits = tags.rawValue | (spaced ? Self.spacedBit : 0)
  }

  var start: Int { Int(first) }
  var end: Int { Int(limit) }

  var tags: Tags { Tags(rawValue: bits & ~(Self.spacedBit | Self.droppedBit)) }

  /// White space, or a line's beginning, before it.
  var spaced: Bool { bits & Self.spacedBit != 0 }

  /// Left out of what is written: a filler or the first half of a stutter.
  var dropped: Bool {
    get { bits & Self.droppedBit != 0 }
    set { bits = newValue ? bits | Self.droppedBit : bits & ~Self.droppedBit }
  }

  private static let spacedBit: UInt64 = 1 << 63
  private static let droppedBit: UInt64 = 1 << 62

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
    for byte in word { hash.add(byte.lowercased) }
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
