/// The gzip format (RFC 1952) without compression: each piece is a stored block (RFC 1951, 3.2.4).
struct Gzip {
  private var checksum: UInt32 = 0xFFFF_FFFF
  private var length: UInt32 = 0

  static let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]

  mutating func block(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(0xFFFF)
      rest = rest.dropFirst(0xFFFF)
      let size = UInt16(piece.count)
      result += [0] + littleEndian(size) + littleEndian(~size) + piece
    }
    for byte in bytes { checksum = crcTable[Int(UInt8(truncatingIfNeeded: checksum) ^ byte)] ^ (checksum >> 8) }
    length &+= UInt32(truncatingIfNeeded: bytes.count)
    return result
  }

  /// The empty last block, the checksum and the length.
  consuming func trailer() -> [UInt8] { [1, 0, 0, 0xFF, 0xFF] + littleEndian(~checksum) + littleEndian(length) }
}

private func littleEndian(_ number: some FixedWidthInteger) -> [UInt8] {
  (0..<number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
}

private let crcTable: [UInt32] = (0..<256).map { index in
  (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
}
