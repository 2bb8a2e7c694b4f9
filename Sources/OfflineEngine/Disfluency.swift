/// Marks what is not worth writing: fillers, and the first half of each stutter (`it it is`, `i was i was`).
enum Disfluency {
  static func mark(_ tokens: inout [Token], in range: Range<Int>, _ bytes: [UInt8]) {
    markPauses(&tokens, range, bytes)
    markStutters(&tokens, range)
  }

  private static func markPauses(_ tokens: inout [Token], _ range: Range<Int>, _ bytes: [UInt8]) {
    var position = range.lowerBound
    while position < range.upperBound {
      let token = tokens[position]
      if token.tags.has(.filler) {
        tokens[position].dropped = true
      } else if token.is("you") || token.is("i"), isSpokenPause(tokens, position, range) {
        tokens[position].dropped = true
        tokens[position + 1].dropped = true
        position += 1
      } else if token.is("hey"), position + 1 < range.upperBound {
        // "Hey, Dragon" and its like call a machine.
        let name = tokens[position + 1].isMark(UInt8(ascii: ",")) ? position + 2 : position + 1
        if name < range.upperBound && tokens[name].is("dragon") {
          tokens[position].dropped = true
          tokens[name].dropped = true
        }
      } else if token.isMark(UInt8(ascii: "~")) || isHesitation(tokens, position, range)
        || token.end < bytes.count && bytes[token.end] == UInt8(ascii: "-") && isCutOff(tokens, position, range, bytes)
      {
        tokens[position].dropped = true
      }
      position += 1
    }
  }

  private static func markStutters(_ tokens: inout [Token], _ range: Range<Int>) {
    var said = RecentWords()
    // Half the keys of the last four of them, the newest first: a stutter's last word is one of them again.
    var recent = SIMD4<UInt32>()
    for position in range {
      let token = tokens[position]
      if token.dropped { continue }
      if token.isMark {
        if !token.isMark(UInt8(ascii: ",")) {
          said.forget()
          recent = SIMD4()
        }
        continue
      }
      let half = UInt32(truncatingIfNeeded: token.key)
      let isNew = !any(recent .== half)
      recent = SIMD4(half, recent[0], recent[1], recent[2])
      said.add(position)
      if isNew { continue }
      guard let length = (1...4).last(where: { repeats(tokens, said, $0) }) else { continue }
      for number in length + 1...2 * length { tokens[said[number]].dropped = true }
      said.removeBefore(last: length)
      recent = SIMD4()
      for number in 1...min(4, said.count) { recent[number - 1] = UInt32(truncatingIfNeeded: tokens[said[number]].key) }
    }
  }

  /// Where the last few words stand that were kept: 16 at most.
  private struct RecentWords {
    private var ring = InlineArray<16, Int32>(repeating: 0)
    /// How many were added, and which of them the ring still holds.
    private var end = 0
    private var start = 0

    var count: Int { end - start }

    /// The last word is 1.
    subscript(number: Int) -> Int { Int(ring[(end - number) & 15]) }

    mutating func add(_ position: Int) {
      ring[end & 15] = Int32(position)
      end += 1
      start = max(start, end - 16)
    }

    mutating func forget() { start = end }

    /// Takes out as many words as the last `length`, before those.
    mutating func removeBefore(last length: Int) {
      for number in (1...length).reversed() { ring[(end - length - number) & 15] = ring[(end - number) & 15] }
      end -= length
    }
  }

  /// `mm`, not after a number that it measures; `er`, not after a word that makes it the emergency room.
  private static func isHesitation(_ tokens: [Token], _ position: Int, _ range: Range<Int>) -> Bool {
    if tokens[position].is("mm") { return position == range.lowerBound || !tokens[position - 1].tags.has(.number) }
    guard tokens[position].is("er") else { return false }
    return position == range.lowerBound || tokens[position - 1].isMark || tokens[position - 1].dropped
      || tokens[position - 1].tags.has(.conjunction)
  }

  /// The `exte-` of `exte- extension`: a word before a hyphen, broken off and begun again within the next few words.
  private static func isCutOff(_ tokens: [Token], _ position: Int, _ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
    let token = tokens[position]
    guard !token.tags.has(.number), position + 1 < range.upperBound, tokens[position + 1].spaced
    else { return false }
    for next in tokens[position + 1..<min(position + 4, range.upperBound)]
    where next.end - next.start >= token.end - token.start {
      let begun = bytes[token.start..<token.end].elementsEqual(bytes[next.start..<next.start + token.end - token.start])
      {
        $0.lowercased == $1.lowercased
      }
      if begun { return true }
    }
    return false
  }

  /// `you know`, `i mean`, not after a word that they complete.
  private static func isSpokenPause(_ tokens: [Token], _ position: Int, _ range: Range<Int>) -> Bool {
    guard position + 1 < range.upperBound else { return false }
    let isPause =
      tokens[position].is("you") && tokens[position + 1].is("know")
      || tokens[position].is("i") && tokens[position + 1].is("mean")
    guard isPause else { return false }
    if position + 2 < range.upperBound {
      let next = tokens[position + 2]
      if next.is("that") || next.is("if") || next.is("how") || next.is("what") || next.is("about") { return false }
    }
    if tokens[position].is("i") && corrects(tokens, position, range) { return false }
    return position == range.lowerBound
      || !tokens[position - 1].tags.has([.auxiliary, .interrogative])
        && !tokens[position - 1].is("as") && !tokens[position - 1].is("let") && !tokens[position - 1].is("if")
  }

  /// Whether an `i mean` puts right what was said before it: `ten, i mean twenty`, `the left, i mean the right`.
  private static func corrects(_ tokens: [Token], _ position: Int, _ range: Range<Int>) -> Bool {
    guard let before = tokens[range.lowerBound..<position].last(where: { !$0.isMark && !$0.dropped }) else {
      return false
    }
    return !before.tags.has(.common) || before.tags.has([.number, .side])
  }

  /// Whether the last `length` words say again what the `length` words before them said; numbers are never a stutter.
  private static func repeats(_ tokens: [Token], _ said: RecentWords, _ length: Int) -> Bool {
    guard said.count >= 2 * length else { return false }
    return (1...length).allSatisfy { number in
      let word = tokens[said[number]]
      return word.key == tokens[said[number + length]].key && !word.tags.has(.number) && !word.is("very")
    }
  }
}
