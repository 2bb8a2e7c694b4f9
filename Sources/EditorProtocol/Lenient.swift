/// A member that counts as missing where it is not what it should be.
///
/// For what a client says of itself: some write an empty object as an array, or null for false, and a session should
/// begin all the same.
@propertyWrapper package struct Lenient<Value: Codable & Sendable>: Codable, Sendable {
  package var wrappedValue: Value?

  package init(wrappedValue: Value? = nil) { self.wrappedValue = wrappedValue }

  package init(from decoder: any Decoder) {
    do { wrappedValue = try Value(from: decoder) } catch { wrappedValue = nil }
  }

  package func encode(to encoder: any Encoder) throws { try wrappedValue?.encode(to: encoder) }
}

extension KeyedDecodingContainer {
  package func decode<Value>(_ type: Lenient<Value>.Type, forKey key: Key) throws -> Lenient<Value> {
    try decodeIfPresent(type, forKey: key) ?? Lenient()
  }
}

extension KeyedEncodingContainer {
  package mutating func encode<Value>(_ member: Lenient<Value>, forKey key: Key) throws {
    try encodeIfPresent(member.wrappedValue, forKey: key)
  }
}
