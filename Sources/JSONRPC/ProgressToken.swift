/// What progress is told by; made up by whoever asks for it. `1` and `"1"` are two tokens. (LSP 3.17, Progress.)
package enum ProgressToken: Hashable, Sendable {
  case number(Int64)
  case string(String)

  /// Nil when `value` is nothing that a token may be.
  package init?(_ value: JSONValue) {
    switch value {
    case .integer(let number): self = .number(number)
    case .string(let string): self = .string(string)
    default: return nil
    }
  }

  /// The JSON that it came from.
  package var json: JSONValue {
    switch self {
    case .number(let number): .integer(number)
    case .string(let string): .string(string)
    }
  }
}

extension ProgressToken: Codable {
  /// Throws `DecodingError.dataCorrupted` for what is no token.
  package init(from decoder: any Decoder) throws {
    let value = try JSONValue(from: decoder)
    guard let token = ProgressToken(value) else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "expected an integer or a string."))
    }
    self = token
  }

  package func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }
}
