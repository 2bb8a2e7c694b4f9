extension DecodingError {
  /// What a person needs to know to mend the value: the field, and what was expected there. Never holds the value.
  var sentence: String {
    switch self {
    case .keyNotFound(let key, let context): "\(Self.path(context.codingPath + [key])) is missing."
    case .valueNotFound(let type, let context):
      "\(Self.path(context.codingPath)): expected \(Self.noun(for: type)), found null."
    case .typeMismatch(let type, let context): "\(Self.path(context.codingPath)): expected \(Self.noun(for: type))."
    case .dataCorrupted(let context): "\(Self.path(context.codingPath)): \(context.debugDescription)"
    @unknown default: "The value is not what was expected."
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.reduce("params") { path, key in
      if let index = key.intValue { "\(path)[\(index)]" } else { "\(path).\(key.stringValue)" }
    }
  }

  private static func noun(for type: any Any.Type) -> String {
    switch type {
    case is Bool.Type: "true or false"
    case is String.Type: "a string"
    case is any FixedWidthInteger.Type: "an integer"
    case is any BinaryFloatingPoint.Type: "a number"
    case is any CollectionOfElements.Type: "an array"
    default: "an object"
    }
  }
}

/// Tells arrays from objects among the types that decoding errors name.
private protocol CollectionOfElements {}
extension Array: CollectionOfElements {}
extension Set: CollectionOfElements {}
