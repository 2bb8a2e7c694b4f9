extension JSONValue: Codable {
  package init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let string = try value.decodeUnlessMismatch(String.self) {
      self = .string(string)
    } else if let object = try value.decodeUnlessMismatch([String: JSONValue].self) {
      self = .object(object)
    } else if let array = try value.decodeUnlessMismatch([JSONValue].self) {
      self = .array(array)
    } else if let bool = try value.decodeUnlessMismatch(Bool.self) {
      self = .bool(bool)
    } else if let integer = value.decodeIfExact(Int64.self) {
      self = .integer(integer)
    } else if let unsigned = value.decodeIfExact(UInt64.self) {
      self = .unsigned(unsigned)
    } else {
      self = .double(try value.decode(Double.self))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .unsigned(let value): try container.encode(value)
    case .double(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }
}

extension SingleValueDecodingContainer {
  /// Nil when the value here is of another type; other faults, such as a string that is no Unicode, are thrown.
  fileprivate func decodeUnlessMismatch<Value: Decodable>(_ type: Value.Type) throws -> Value? {
    do {
      return try decode(type)
    } catch DecodingError.typeMismatch(_, let context) where context.codingPath.count == codingPath.count {
      return nil
    }
  }

  /// Nil when the value here is not a number that `type` holds exactly.
  fileprivate func decodeIfExact<Value: Decodable & FixedWidthInteger>(_ type: Value.Type) -> Value? {
    do {
      return try decode(type)
    } catch {
      return nil
    }
  }
}
