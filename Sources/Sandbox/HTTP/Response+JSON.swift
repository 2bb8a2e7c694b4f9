#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Response {
  static func json(_ status: Int, _ value: some Encodable) -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      let bytes = Array(try encoder.encode(value))
      return Response(status: status, contentType: "application/json", body: Script(bytes))
    } catch {
      return Response(status: 500, contentType: "text/plain", body: Script(Array("cannot be encoded".utf8)))
    }
  }

  /// The API's error envelope.
  static func error(
    _ status: Int, code: String, message: String, details: [ErrorEnvelope.Detail]? = nil
  ) -> Response {
    json(status, ErrorEnvelope(error: .init(code: code, message: message, details: details)))
  }
}

/// `{"error": {"code", "message", "details"?}}`
struct ErrorEnvelope: Encodable {
  struct Content: Encodable {
    let code: String
    let message: String
    let details: [Detail]?
  }

  struct Detail: Encodable, Equatable {
    let field: String
    let message: String
  }

  let error: Content
}

/// The envelope of the API's older host.
struct LegacyError: Encodable {
  enum CodingKeys: String, CodingKey {
    case status
    case errorCode = "error_code"
    case message
  }

  var status = "error"
  let errorCode: String
  let message: String
}

/// The code that the API is known to send with `status`; for others one that says no more than the status.
func standardErrorCode(_ status: Int) -> String {
  switch status {
  case 400: "VALIDATION_ERROR"
  case 401: "AUTHENTICATION_ERROR"
  case 403: "AUTHORIZATION_ERROR"
  case 404: "NOT_FOUND"
  case 405: "METHOD_NOT_ALLOWED"
  default: "HTTP_\(status)"
  }
}
