import Testing

@testable import ServerSentEvents

@Suite struct LineEndTests {
  @Test(arguments: [0x0A, 0x0D, 0x09, 0x0B, 0x0C, 0x0E, 0x00, 0x8A, 0x8D, 0xFF])
  func `a line ends at the first CR or LF and at nothing else`(byte: UInt8) {
    let isEnd = byte == 0x0A || byte == 0x0D
    for length in 1...40 {
      for place in 0..<length {
        var line = [UInt8](repeating: UInt8(ascii: "a"), count: length)
        line[place] = byte
        for start in 0...length {
          let end = isEnd && place >= start ? place : nil
          #expect(line.span.lineEnd(from: start) == end, "\(place) of \(length), from \(start)")
        }
      }
    }
  }

  @Test func `a byte that borrows from its neighbour misleads nobody`() {
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max {
        let line = [UInt8(ascii: "a"), first, second] + [UInt8](repeating: UInt8(ascii: "a"), count: 13)
        #expect(line.span.lineEnd(from: 0) == line.firstIndex { $0 == 0x0A || $0 == 0x0D }, "\(first) \(second)")
      }
    }
  }
}
