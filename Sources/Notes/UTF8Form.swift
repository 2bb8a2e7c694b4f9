/// The shape of UTF-8 text, byte by byte.
package enum UTF8Form {
  /// The length in bytes of the well-formed scalar at `index`; nil when it is ill-formed or cut (Unicode, table 3-7).
  package static func scalarLength(in bytes: Span<UInt8>, at index: Int) -> Int? {
    let lead = bytes[index]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0..<0x80: return 1
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return nil }
    for offset in 2..<max(length, 2) where !(0x80...0xBF).contains(bytes[index + offset]) { return nil }
    return length
  }

  /// Whether `bytes` are well-formed UTF-8 from end to end.
  package static func isWellFormed(_ bytes: Span<UInt8>) -> Bool {
    var index = asciiLength(of: bytes, from: 0)
    while index < bytes.count {
      guard let length = scalarLength(in: bytes, at: index) else { return false }
      index += length
      index += asciiLength(of: bytes, from: index)
    }
    return true
  }

  /// How many bytes from `start` are ASCII; eight are looked at together.
  package static func asciiLength(of bytes: Span<UInt8>, from start: Int) -> Int {
    unsafe bytes.withUnsafeBytes { raw in
      var index = start
      while raw.count &- index >= 8 {
        let word = UInt64(littleEndian: unsafe raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        let beyond = word & 0x8080_8080_8080_8080
        if beyond != 0 { return index &- start &+ beyond.trailingZeroBitCount / 8 }
        index &+= 8
      }
      while index < raw.count, unsafe raw[index] < 0x80 { index &+= 1 }
      return index &- start
    }
  }

  /// The length of well-formed UTF-8 in units of `encoding`.
  package static func length(of bytes: Span<UInt8>, in encoding: PositionEncoding) -> Int {
    guard encoding != .utf8 else { return bytes.count }
    let ascii = asciiLength(of: bytes, from: 0)
    var units = ascii
    for index in ascii..<bytes.count {
      // Every scalar has one byte that is not a continuation; those of four bytes take two UTF-16 units.
      units += bytes[index] & 0xC0 == 0x80 ? 0 : 1
      units += encoding == .utf16 && bytes[index] >= 0xF0 ? 1 : 0
    }
    return units
  }
}

/// The units of positions and offsets (LSP 3.17, `PositionEncodingKind`).
package enum PositionEncoding: String, Codable, Sendable {
  case utf8 = "utf-8"
  case utf16 = "utf-16"
  case utf32 = "utf-32"
}
