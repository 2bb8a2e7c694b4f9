/// Cuts UTF-8 text into tokens, in one pass.
///
/// Written contractions and those of tokenised transcripts come out alike: `don't` and `do n't` are `do` and `n't`,
/// `gonna` and `gon na` are `gon` and `na`. A hyphen parts words and is no token.
struct Tokenizer {
  private let bytes: [UInt8]
  private let lexicon = Lexicon.shared
  private var tokens: [Token] = []
  private var index = 0
  private var spaced = true

  static func tokens(of bytes: [UInt8]) -> [Token] {
    var tokenizer = Tokenizer(bytes: bytes)
    tokenizer.run()
    return tokenizer.tokens
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
    tokens.reserveCapacity(bytes.count / 4 + 1)
  }

  private mutating func run() {
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case 0x20, 0x09:
        spaced = true
        index += 1
      case 0x0A, 0x0D:
        appendMark(0x0A, length: 1)
        spaced = true
      case UInt8(ascii: "."):
        ellipsisOrPeriod()
      case UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: ","):
        appendMark(byte, length: 1)
      case UInt8(ascii: "%"):
        append(index, index + 1, UInt64(byte), .unit)
        index += 1
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        number()
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "'"), 0x80...:
        word()
      default:
        index += 1
      }
    }
  }

  private mutating func appendMark(_ byte: UInt8, length: Int) {
    append(index, index + length, UInt64(byte), .mark)
    index += length
  }

  private mutating func append(_ start: Int, _ end: Int, _ key: UInt64, _ tags: Tags) {
    tokens.append(Token(start: start, end: end, key: key, tags: tags, spaced: spaced))
    spaced = false
  }

  /// `...` is a pause, kept as a mark of its own that ends nothing: `~` stands for it.
  private mutating func ellipsisOrPeriod() {
    var end = index + 1
    while end < bytes.count && bytes[end] == UInt8(ascii: ".") { end += 1 }
    appendMark(end - index > 1 ? UInt8(ascii: "~") : UInt8(ascii: "."), length: end - index)
  }

  /// Digits with what belongs to them: `2.5`, `1,200`, `120/80`, `10:30`, `5th`, `2010s`.
  private mutating func number() {
    let start = index
    var hash = Hash()
    while index < bytes.count {
      let byte = bytes[index]
      if byte.isDigit {
        hash.add(byte)
        index += 1
      } else if byte == 0x2E || byte == 0x2C || byte == 0x2F || byte == 0x3A, index + 1 < bytes.count,
        bytes[index + 1].isDigit
      {
        hash.add(byte)
        index += 1
      } else {
        break
      }
    }
    if index + 1 < bytes.count, isOrdinal(bytes[index], bytes[index + 1]),
      index + 2 >= bytes.count || !bytes[index + 2].isLetter
    {
      index += 2
    }
    append(start, index, hash.value, [.number, .digits])
  }

  private func isOrdinal(_ first: UInt8, _ second: UInt8) -> Bool {
    switch (first.lowercased, second.lowercased) {
    case (0x73, 0x74), (0x6E, 0x64), (0x72, 0x64), (0x74, 0x68): true
    default: false
    }
  }

  /// Letters, digits after letters, and bytes beyond ASCII.
  private mutating func word() {
    let start = index
    var first = start  // Its first letter, after an opening quote.
    var hash = Hash()
    while index < bytes.count {
      index = letters(from: index, &hash)
      guard index < bytes.count else { break }
      let byte = bytes[index]
      if byte.isDigit && index > start {
        hash.add(byte)
        index += 1
      } else if byte >= 0x80 {
        if let length = spaceOrQuote() {
          if length > 0 { break }
          if !apostrophe(start, first, 3, hash) { return }
          first = index
        } else {
          hash.add(byte)
          index += 1
        }
      } else if byte == UInt8(ascii: "'") {
        if !apostrophe(start, first, 1, hash) { return }
        first = index
      } else {
        break
      }
    }
    if index == start {
      skipSymbol()
    } else {
      finish(start, first, hash)
    }
  }

  /// Reads ASCII letters, of which nearly every word consists; where they end.
  private func letters(from start: Int, _ hash: inout Hash) -> Int {
    let bytes = bytes.span
    var position = start
    while position < bytes.count, bytes[position].isLetter {
      hash.add(bytes[position] | 0x20)
      position += 1
    }
    return position
  }

  /// The bytes at `index` begin a character beyond ASCII that is no letter: its length, or 0 for an apostrophe.
  private func spaceOrQuote() -> Int? {
    guard index + 1 < bytes.count else { return nil }
    if bytes[index] == 0xC2 && bytes[index + 1] == 0xA0 { return 2 }
    guard index + 2 < bytes.count, bytes[index] == 0xE2, bytes[index + 1] == 0x80 else { return nil }
    return switch bytes[index + 2] {
    case 0x98, 0x99: 0
    case 0x80...0x97, 0x9A...0xAF: 3
    default: nil
    }
  }

  private mutating func skipSymbol() {
    let length = spaceOrQuote() ?? 1
    if length == 3 && bytes[index + 2] == 0xA6 {
      appendMark(UInt8(ascii: "~"), length: 3)
    } else {
      spaced = spaced || length == 2
      index += max(length, 1)
    }
  }

  /// At an apostrophe of `length` bytes. Returns false when a clitic was split off and the word is done.
  private mutating func apostrophe(_ start: Int, _ first: Int, _ length: Int, _ hash: Hash) -> Bool {
    let after = index + length
    var end = after
    while end < bytes.count && bytes[end].isLetter { end += 1 }
    // The n of n't stands before the apostrophe.
    if end - after == 1, bytes[after].lowercased == UInt8(ascii: "t"), index - start >= 1,
      bytes[index - 1].lowercased == UInt8(ascii: "n")
    {
      if index - 1 > start {
        let verb = Hash.key(of: bytes[first..<index - 1])
        append(start, index - 1, verb, lexicon.tags(of: verb))
      }
      append(index > start + 1 ? index - 1 : start, end, Self.nt, lexicon.tags(of: Self.nt))
      index = end
      return false
    }
    if end - after >= 1 && end - after <= 2 {
      if index > start { finish(start, first, hash) }
      var clitic = Hash()
      clitic.add(UInt8(ascii: "'"))
      for position in after..<end { clitic.add(bytes[position].lowercased) }
      append(index, end, clitic.value, lexicon.tags(of: clitic.value))
      index = end
      return false
    }
    if index == start {
      index = after  // An opening quote.
      return end > after
    }
    finish(start, first, hash)
    index = after
    return false
  }

  private mutating func finish(_ start: Int, _ first: Int, _ hash: Hash) {
    let key = hash.value
    var tags = lexicon.tags(of: key)
    if tags.has(.slurred), let parts = Self.slurred[key], index - start > parts.split {
      append(start, start + parts.split, parts.first, lexicon.tags(of: parts.first))
      append(start + parts.split, index, parts.second, lexicon.tags(of: parts.second))
      return
    }
    if tags == [] && index - first > 4 { tags = Suffixes.tags(of: bytes.span.extracting(first..<index), lexicon) }
    append(start, index, key, tags)
  }

  private static let nt = Hash.key(of: "n't")
  private static let slurred: [UInt64: (first: UInt64, second: UInt64, split: Int)] = [
    Hash.key(of: "gonna"): (Hash.key(of: "gon"), Hash.key(of: "na"), 3),
    Hash.key(of: "wanna"): (Hash.key(of: "wan"), Hash.key(of: "na"), 3),
    Hash.key(of: "gotta"): (Hash.key(of: "got"), Hash.key(of: "ta"), 3),
    Hash.key(of: "lemme"): (Hash.key(of: "lem"), Hash.key(of: "me"), 3),
    Hash.key(of: "cannot"): (Hash.key(of: "can"), Hash.key(of: "not"), 3),
  ]
}

extension UInt8 {
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
  var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
  /// ASCII capitals made small, every other byte as it is.
  var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}
