/// What a request is told by: `1` and `"1"` are two ids. (JSON-RPC 2.0, section 4.)
package enum RequestID: Hashable, Sendable {
  case number(Int64)
  case string(String)
  /// Discouraged by the specification, and echoed all the same.
  case fraction(Double)
  case null

  /// Nil when `value` is nothing that an id may be.
  package init?(_ value: JSONValue) {
    switch value {
    case .integer(let number): self = .number(number)
    case .unsigned(let number): self = .fraction(Double(number))
    case .double(let number): self = .fraction(number)
    case .string(let string): self = .string(string)
    case .null: self = .null
    case .bool, .array, .object: return nil
    }
  }

  package var json: JSONValue {
    switch self {
    case .number(let number): .integer(number)
    case .string(let string): .string(string)
    case .fraction(let number): .double(number)
    case .null: .null
    }
  }
}
