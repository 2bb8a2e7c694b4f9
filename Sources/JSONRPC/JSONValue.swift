/// Any JSON text, with integers kept exact.
///
/// An integer beyond Int64 is `.unsigned` as far as UInt64 goes; whatever has a fraction or is larger is a `.double`.
package enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  case unsigned(UInt64)
  case double(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])
}

extension JSONValue {
  /// The member of an object; nil when there is none or this is no object.
  package subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members[key]
  }

  /// The element of an array; nil past its end or when this is no array.
  package subscript(index: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  /// The value if it is of this kind, nil otherwise.
  package var string: String? { if case .string(let value) = self { value } else { nil } }
  /// The value if it is an integer in the range of Int, nil otherwise.
  package var integer: Int? { if case .integer(let value) = self { Int(exactly: value) } else { nil } }
  /// The value if it is of this kind, nil otherwise.
  package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  /// The elements if this is an array, nil otherwise.
  package var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
  /// The members if this is an object, nil otherwise.
  package var object: [String: JSONValue]? { if case .object(let value) = self { value } else { nil } }
  /// Whether this is null, as opposed to a member that is absent.
  package var isNull: Bool { self == .null }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(nilLiteral: ()) { self = .null }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int64) { self = .integer(value) }
  package init(floatLiteral value: Double) { self = .double(value) }
  package init(stringLiteral value: String) { self = .string(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral members: (String, JSONValue)...) {
    self = .object(Dictionary(members, uniquingKeysWith: { $1 }))
  }
}
