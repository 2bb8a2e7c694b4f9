import Testing

@testable import OfflineEngine

@Suite struct `A table of word keys` {
  @Test func `grows, and keeps what it holds`() {
    var table = KeyTable(absent: -1, expected: 4)
    for number in 1...5_000 { table[UInt64(number) &* 0x9E37_79B9_7F4A_7C15] = number }
    table[7 &* 0x9E37_79B9_7F4A_7C15] = 70
    for number in 1...5_000 where number != 7 { #expect(table[UInt64(number) &* 0x9E37_79B9_7F4A_7C15] == number) }
    #expect(table[7 &* 0x9E37_79B9_7F4A_7C15] == 70)
    #expect(table[12_345] == -1)
  }

  @Test func `keeps nothing under the key 0, which marks empty slots`() {
    var table = KeyTable([5: 1], absent: 0)
    for _ in 0..<1_000 { table[0] = 9 }
    #expect(table[0] == 0 && table[5] == 1 && (6..<60).allSatisfy { table[$0] == 0 })
  }

  @Test(.timeLimit(.minutes(1)), arguments: [0, 20, 40])
  func `keys that are alike at one end take no longer`(shift: UInt64) {
    var table = KeyTable(absent: 0, expected: 0)
    for number in 1...100_000 { table[UInt64(number) << shift] = number }
    #expect((1...100_000).allSatisfy { table[UInt64($0) << shift] == $0 })
  }
}
