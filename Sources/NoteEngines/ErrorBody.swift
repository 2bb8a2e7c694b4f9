internal import Notes

/// What an upstream says of a failure, in any of the forms seen: `{"code","message","details"}`, a bare string, or
/// something else, of which nothing is known.
struct ErrorBody: Equatable {
  var code: String?
  var message: String?
  var details: [EngineError.Detail] = []

  init(code: String? = nil, message: String? = nil) {
    self.code = code
    self.message = message
  }

  /// Reads the value of an `error`.
  init(_ value: JSONTree) {
    if let members = value.members {
      code = members["code"]?.string
      message = members["message"]?.string
      if case .array(let elements)? = members["details"] { details = elements.compactMap(Self.detail) }
    } else {
      message = value.string
    }
  }

  /// The upstream's sentence as it goes into the `details` of an error: for whoever looks into it, not for its message.
  var remarkForDetails: [EngineError.Detail] { message.map { [.init(field: "upstream", message: $0)] } ?? [] }

  private static func detail(_ value: JSONTree) -> EngineError.Detail? {
    guard let field = value.members?["field"]?.string, let message = value.members?["message"]?.string else {
      return nil
    }
    return .init(field: field, message: message)
  }

  /// Reads the value of an event's `error`; of one that cannot be read nothing is known, but that it is an error.
  static func value(_ json: Span<UInt8>) -> ErrorBody { JSONTree(json).map { ErrorBody($0) } ?? ErrorBody() }

  /// Reads the body of an error response: `{"error": {…}}`, the older `{"error_code", "message"}`, or text, of which
  /// only the emptiness is taken.
  static func read(_ body: [UInt8]) -> ErrorBody {
    guard let members = JSONTree(body)?.members else { return ErrorBody() }
    var said = members["error"].map { ErrorBody($0) } ?? ErrorBody()
    // Some gateways put the code or the sentence beside the error.
    said.code = said.code ?? members["code"]?.string ?? members["error_code"]?.string
    said.message = said.message ?? members["message"]?.string
    return said
  }
}
