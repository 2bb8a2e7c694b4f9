#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension JSONValue {
  /// Reads one JSON text. Throws `-32700` for anything else, ill-formed UTF-8 and nesting beyond 512 levels included.
  package init(parsing text: [UInt8]) throws(ResponseError) {
    do {
      self = try JSONDecoder().decode(JSONValue.self, from: Data(text))
    } catch {
      throw ResponseError(.parseError, "The message is not valid JSON.")
    }
  }

  /// Reads this value as a `Value`.
  ///
  /// Throws `-32602`, with a message that names the field at fault and what was expected there.
  package func decode<Value: Decodable>(_ type: Value.Type) throws(ResponseError) -> Value {
    if let same = self as? Value { return same }
    do {
      return try JSONDecoder().decode(type, from: Data(JSONText.encode(self)))
    } catch let error as DecodingError {
      throw ResponseError(.invalidParams, error.sentence)
    } catch let error as ResponseError {
      throw error
    } catch {
      throw ResponseError(.invalidParams, "The parameters cannot be read.")
    }
  }

  /// Turns any encodable value into a JSON value. Throws `-32603` when JSON cannot hold it.
  package init(encoding value: some Encodable) throws(ResponseError) {
    self = try JSONValue(parsing: JSONText.encode(value))
  }
}

/// JSON as bytes.
package enum JSONText {
  /// The JSON text of `value`: keys sorted, slashes unescaped, no line breaks. Throws `-32603` when JSON cannot hold it.
  package static func encode(_ value: some Encodable) throws(ResponseError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return Array(try encoder.encode(value))
    } catch {
      throw ResponseError(.internalError, "The answer cannot be written as JSON.")
    }
  }
}
