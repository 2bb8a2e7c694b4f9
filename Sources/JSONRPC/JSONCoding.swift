#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension JSONValue {
  /// Reads one JSON text. Throws `-32700` for anything else, ill-formed UTF-8 and nesting beyond 512 levels included.
  package init(parsing text: [UInt8]) throws(ResponseError) {
    do throws(JSONParser.Fault) {
      self = try JSONParser.parse(text)
    } catch {
      throw ResponseError(.parseError, "The message is not valid JSON at byte \(error.offset).")
    }
  }

  /// Reads this value as a `Value`.
  ///
  /// Throws `-32602`, with a message that names the field at fault, from `root` down, and what was expected there.
  package func decode<Value: Decodable>(
    _ type: Value.Type, root: String = "params"
  ) throws(ResponseError) -> Value {
    do {
      return try JSONValueDecoder(value: self).decode(type)
    } catch let error as DecodingError {
      throw ResponseError(.invalidParams, error.sentence(root: root))
    } catch {
      throw ResponseError(.invalidParams, "\(root) cannot be read.")
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
