/// Text on its way between UTF-8 and the inside of JSON string literals (RFC 8259, section 7).
package enum JSONString {
  /// Appends `text`, which is UTF-8, to `output` so that it may stand between quotes.
  package static func escape(_ text: Span<UInt8>, into output: inout [UInt8]) {
    var done = 0
    while done < text.count {
      let plain = plainLength(of: text, from: done)
      append(text, done..<done + plain, to: &output)
      done += plain
      guard done < text.count else { return }
      appendEscape(of: text[done], to: &output)
      done += 1
    }
  }

  /// How many bytes `escape` appends for `text`.
  package static func escapedLength(of text: Span<UInt8>) -> Int {
    var length = text.count
    var done = plainLength(of: text, from: 0)
    while done < text.count {
      switch text[done] {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x0A, 0x0D, 0x09: length += 1
      case 0..<0x20: length += 5
      default: break
      }
      done += 1
      done += plainLength(of: text, from: done)
    }
    return length
  }

  /// Appends the text that the inside of a string literal stands for.
  ///
  /// Unpaired surrogates become U+FFFD, except a high one at the very end, which is returned instead: its other half
  /// may begin the next piece. Returns nil, with `output` as it was, when `escaped` is not the inside of a literal or
  /// not UTF-8.
  package static func unescape(
    _ escaped: Span<UInt8>, into output: inout [UInt8]
  ) -> (unpaired: UInt16?, replaced: Int)? {
    let before = output.count
    var reader = EscapeReader()
    while reader.index < escaped.count {
      let plain = plainLength(of: escaped, from: reader.index)
      append(escaped, reader.index..<reader.index + plain, to: &output)
      reader.index += plain
      guard reader.index < escaped.count else { break }
      guard reader.readUnusual(of: escaped, into: &output) else {
        output.removeLast(output.count - before)
        return nil
      }
    }
    return (reader.unpaired, reader.replaced)
  }

  /// The index of the quote that closes the literal whose inside begins at `start`; nil when there is none.
  package static func closingQuote(in bytes: Span<UInt8>, from start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      index += plainLength(of: bytes, from: index)
      guard index < bytes.count else { return nil }
      switch bytes[index] {
      case UInt8(ascii: "\""): return index
      case UInt8(ascii: "\\"): index += 2
      default: index += 1
      }
    }
    return nil
  }

  private static func append(_ bytes: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]) {
    unsafe bytes.extracting(range).withUnsafeBytes { unsafe output.append(contentsOf: $0) }
  }

  private static func appendEscape(of byte: UInt8, to output: inout [UInt8]) {
    let letter: UInt8
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): letter = byte
    case 0x0A: letter = UInt8(ascii: "n")
    case 0x0D: letter = UInt8(ascii: "r")
    case 0x09: letter = UInt8(ascii: "t")
    case 0..<0x20:
      output.append(contentsOf: byte < 0x10 ? "\\u000".utf8 : "\\u001".utf8)
      letter = hexDigit(byte & 0x0F)
      output.append(letter)
      return
    default:
      output.append(byte)
      return
    }
    output.append(UInt8(ascii: "\\"))
    output.append(letter)
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
