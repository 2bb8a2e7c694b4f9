internal import Notes

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// What an upstream says of a failure, in any of the forms seen: `{"code","message","details"}`, a bare string, or
/// something else, of which nothing is known.
struct ErrorBody: Decodable, Equatable {
  var code: String?
  var message: String?
  var details: [EngineError.Detail] = []

  private enum Key: String, CodingKey { case code, message, details }

  init(code: String? = nil, message: String? = nil) {
    self.code = code
    self.message = message
  }

  init(from decoder: any Decoder) throws {
    if let members = Self.members(of: decoder) {
      code = members.string(.code)
      message = members.string(.message)
      do { details = try members.decodeIfPresent([EngineError.Detail].self, forKey: .details) ?? [] } catch {}
    } else {
      do { message = try decoder.singleValueContainer().decode(String.self) } catch {}
    }
  }

  private static func members(of decoder: any Decoder) -> KeyedDecodingContainer<Key>? {
    do { return try decoder.container(keyedBy: Key.self) } catch { return nil }
  }

  /// Reads the value of an event's `error`; of one that cannot be read nothing is known, but that it is an error.
  static func value(_ json: Span<UInt8>) -> ErrorBody {
    let bytes = unsafe json.withUnsafeBytes { unsafe Data($0) }
    do { return try JSONDecoder().decode(ErrorBody.self, from: bytes) } catch { return ErrorBody() }
  }

  /// Reads the body of an error response: `{"error": {…}}`, the older `{"error_code", "message"}`, or text, of which
  /// only the emptiness is taken.
  static func read(_ body: [UInt8]) -> ErrorBody {
    do { return try JSONDecoder().decode(Envelope.self, from: Data(body)).body } catch { return ErrorBody() }
  }

  private struct Envelope: Decodable {
    var body: ErrorBody

    private enum Key: String, CodingKey {
      case error, message, code
      case errorCode = "error_code"
    }

    init(from decoder: any Decoder) throws {
      let members = try decoder.container(keyedBy: Key.self)
      if let inner = try members.decodeIfPresent(ErrorBody.self, forKey: .error) {
        body = inner
        // Some gateways put the code or the sentence beside the error.
        if inner.code == nil { body.code = members.string(.code) ?? members.string(.errorCode) }
        if inner.message == nil { body.message = members.string(.message) }
      } else {
        body = ErrorBody(
          code: members.string(.errorCode) ?? members.string(.code), message: members.string(.message))
      }
    }
  }
}

extension KeyedDecodingContainer {
  /// The member's value where it is a string, else nil.
  func string(_ key: Key) -> String? {
    do { return try decodeIfPresent(String.self, forKey: key) } catch { return nil }
  }
}
