/// What a request is told by: `1` and `"1"` are two ids. (JSON-RPC 2.0, section 4.)
package enum RequestID: Hashable, Sendable {
  case number(Int64)
  case string(String)
  case null
  /// A number that is no Int64: discouraged by the specification, and echoed all the same.
  case otherNumber(JSONValue)

  /// Nil when `value` is nothing that an id may be.
  package init?(_ value: JSONValue) {
    switch value {
    case .integer(let number): self = .number(number)
    case .unsigned, .double: self = .otherNumber(value)
    case .string(let string): self = .string(string)
    case .null: self = .null
    case .bool, .array, .object: return nil
    }
  }

  /// The JSON that it came from.
  package var json: JSONValue {
    switch self {
    case .number(let number): .integer(number)
    case .string(let string): .string(string)
    case .null: .null
    case .otherNumber(let number): number
    }
  }
}
