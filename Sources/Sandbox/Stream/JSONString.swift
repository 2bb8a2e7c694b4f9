/// `text` as a JSON string literal, quotes included. (RFC 8259, section 7.)
///
/// U+0085, U+2028 and U+2029 are always escaped: Python's `splitlines`, under `requests`' `iter_lines`, takes them for
/// line ends.
func jsonString(_ text: some StringProtocol, escapingAll: Bool = false) -> [UInt8] {
  var bytes: [UInt8] = [UInt8(ascii: "\"")]
  bytes.reserveCapacity(text.utf8.count + 2)
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": bytes += "\\\"".utf8
    case "\\": bytes += "\\\\".utf8
    case "\n": bytes += "\\n".utf8
    case "\r": bytes += "\\r".utf8
    case "\t": bytes += "\\t".utf8
    case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}": bytes += unicodeEscapes(of: scalar)
    default:
      if escapingAll, !scalar.isASCII {
        bytes += unicodeEscapes(of: scalar)
      } else {
        bytes += UTF8.encode(scalar)!
      }
    }
  }
  bytes.append(UInt8(ascii: "\""))
  return bytes
}

private func unicodeEscapes(of scalar: Unicode.Scalar) -> [UInt8] {
  UTF16.encode(scalar)!.flatMap { unit in
    let digits = String(unit, radix: 16)
    return Array("\\u".utf8) + Array(repeating: UInt8(ascii: "0"), count: 4 - digits.utf8.count) + Array(digits.utf8)
  }
}
