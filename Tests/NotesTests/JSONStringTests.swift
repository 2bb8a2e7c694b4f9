import Testing

@testable import Notes

@Suite struct `Text inside a JSON string literal` {
  /// Each first byte that is not plain, at each place of texts of each length, looked for from each start.
  @Test(arguments: [0x22, 0x5C, 0x00, 0x0A, 0x1F, 0x7F, 0x80, 0x9F, 0xA2, 0xDC, 0xFF, 0x21, 0x23, 0x5B, 0x5D, 0x20])
  func `the plain part ends at the first byte that does not stand for itself`(byte: UInt8) {
    let isPlain = 0x20..<0x80 ~= byte && byte != 0x22 && byte != 0x5C
    for length in 1...40 {
      for place in 0..<length {
        var text = [UInt8](repeating: UInt8(ascii: "a"), count: length)
        text[place] = byte
        for start in 0...length {
          let end = !isPlain && place >= start ? place : length
          #expect(JSONString.plainLength(of: text.span, from: start) == end - start, "\(place) of \(length), \(start)")
        }
      }
    }
  }

  @Test func `a byte that borrows from its neighbour misleads nobody`() {
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max {
        let text = [UInt8(ascii: "a"), first, second] + [UInt8](repeating: UInt8(ascii: "a"), count: 13)
        let end = text.firstIndex { !(0x20..<0x80 ~= $0) || $0 == 0x22 || $0 == 0x5C } ?? 16
        #expect(JSONString.plainLength(of: text.span, from: 0) == end, "\(first) \(second)")
      }
    }
  }
}
