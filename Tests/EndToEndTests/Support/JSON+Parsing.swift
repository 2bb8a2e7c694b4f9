extension JSON {
  struct Malformed: Error, Equatable {
    let text: String
    let place: Int
  }

  /// Reads one JSON text, as strictly as RFC 8259 is: what a server writes must pass.
  init(parsing text: some Collection<UInt8>) throws {
    var reader = Reader(bytes: Array(text))
    self = try reader.whole()
  }

  init(parsing text: String) throws { try self.init(parsing: text.utf8) }

  private struct Reader {
    let bytes: [UInt8]
    var place = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func whole() throws -> JSON {
      let value = try value()
      skipBlanks()
      guard place == bytes.count else { throw failure }
      return value
    }

    private var failure: Malformed { Malformed(text: String(decoding: bytes, as: UTF8.self), place: place) }
    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipBlanks() {
      while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
    }

    private mutating func take(_ mark: Unicode.Scalar) -> Bool {
      skipBlanks()
      guard next == UInt8(ascii: mark) else { return false }
      place += 1
      return true
    }

    private mutating func value() throws -> JSON {
      if take("{") { return try object() }
      if take("[") { return try array() }
      if take("\"") { return .string(try string()) }
      let start = place
      while let byte = next, !"{}[]:,\" \n\r\t".utf8.contains(byte) { place += 1 }
      let word = String(decoding: bytes[start..<place], as: UTF8.self)
      switch word {
      case "null": return .null
      case "true": return .bool(true)
      case "false": return .bool(false)
      default:
        guard word.wholeMatch(of: #/-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/#) != nil else { throw failure }
        return .number(word)
      }
    }

    private mutating func object() throws -> JSON {
      var members: [String: JSON] = [:]
      if take("}") { return .object(members) }
      repeat {
        guard take("\"") else { throw failure }
        let name = try string()
        guard take(":"), members[name] == nil else { throw failure }
        members[name] = try value()
      } while take(",")
      guard take("}") else { throw failure }
      return .object(members)
    }

    private mutating func array() throws -> JSON {
      var elements: [JSON] = []
      if take("]") { return .array(elements) }
      repeat { elements.append(try value()) } while take(",")
      guard take("]") else { throw failure }
      return .array(elements)
    }

    private mutating func string() throws -> String {
      var text: [UInt8] = []
      while true {
        let start = place
        while let byte = next, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { place += 1 }
        text += bytes[start..<place]
        switch next {
        case UInt8(ascii: "\""):
          place += 1
          guard let text = String(validating: text, as: UTF8.self) else { throw failure }
          return text
        case UInt8(ascii: "\\"):
          place += 1
          text += String(try escape()).utf8
        default: throw failure
        }
      }
    }

    private mutating func escape() throws -> Unicode.Scalar {
      defer { place += 1 }
      switch next {
      case UInt8(ascii: "n"): return "\n"
      case UInt8(ascii: "r"): return "\r"
      case UInt8(ascii: "t"): return "\t"
      case UInt8(ascii: "b"): return "\u{8}"
      case UInt8(ascii: "f"): return "\u{C}"
      case UInt8(ascii: "u"): return try codePoint()
      case let byte? where "\"\\/".utf8.contains(byte): return Unicode.Scalar(byte)
      default: throw failure
      }
    }

    /// Leaves `place` at the last digit.
    private mutating func codePoint() throws -> Unicode.Scalar {
      let first = try codeUnit()
      if let scalar = Unicode.Scalar(first) { return scalar }
      guard bytes[(place + 1)...].starts(with: "\\u".utf8) else { throw failure }
      place += 2
      let second = try codeUnit()
      guard UTF16.isLeadSurrogate(first), UTF16.isTrailSurrogate(second) else { throw failure }
      return UTF16.decode(UTF16.EncodedScalar([first, second]))
    }

    private mutating func codeUnit() throws -> UInt16 {
      guard place + 4 < bytes.count,
        let unit = UInt16(String(decoding: bytes[place + 1...place + 4], as: UTF8.self), radix: 16)
      else { throw failure }
      place += 4
      return unit
    }
  }
}
