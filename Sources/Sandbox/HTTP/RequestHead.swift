/// The request line and header fields of an HTTP/1.x request. (RFC 9112.)
package struct RequestHead: Sendable, Equatable {
  enum Body: Sendable, Equatable {
    case none
    case length(Int)
    case chunked
  }

  package var method: String
  /// The target's path, percent-encoded as it came.
  package var path: String
  /// The target's query, without its question mark; empty when there is none.
  package var query: String
  /// Header fields in order of arrival, names in lower case.
  package var fields: [Field]

  var body: Body = .none
  var isVersion10 = false
  var keepsAlive = true
  var expectsContinue = false

  package struct Field: Sendable, Equatable {
    package var name: String
    package var value: String
  }

  /// The first value of the field named `name` (in lower case).
  package subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

  /// The first value of the query parameter named `name`, percent-decoded.
  func parameter(_ name: String) -> String? {
    for pair in query.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts[0] == name { return parts.count > 1 ? percentDecoded(parts[1]) : "" }
    }
    return nil
  }
}

/// `text` with each `%XX` turned into its byte; what is no such triple stays as it is.
func percentDecoded(_ text: some StringProtocol) -> String {
  var bytes: [UInt8] = []
  var rest = Array(text.utf8)[...]
  while let byte = rest.popFirst() {
    if byte == UInt8(ascii: "%"), rest.count >= 2,
      let high = Character(UnicodeScalar(rest[rest.startIndex])).hexDigitValue,
      let low = Character(UnicodeScalar(rest[rest.startIndex + 1])).hexDigitValue
    {
      bytes.append(UInt8(high * 16 + low))
      rest.removeFirst(2)
    } else {
      bytes.append(byte)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}
