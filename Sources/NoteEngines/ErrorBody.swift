internal import Notes

/// What an upstream says of a failure, in any of the forms seen: `{"code","message","details"}`, a bare string, or
/// something else, of which nothing is known.
struct ErrorBody: Equatable {
  var code: String?
  var message: String?
  var details: [EngineError.Detail] = []
  /// What else it says in words. Only looked at for what the failure is about, and never shown: it may be anything.
  var remarks: [String] = []

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
      remarks = Self.remarks(members)
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

  /// Names of members that hold words in the errors of gateways and frameworks. (RFC 9457; RFC 6749, section 5.2.)
  private static let remarkNames = [
    "title", "detail", "details", "error_description", "description", "reason", "type", "status",
  ]
  /// Bytes of a text that are looked at: a page says at its beginning what it is about.
  private static let remarkLimit = 4096

  private static func remarks(_ members: [String: JSONTree]) -> [String] {
    remarkNames.compactMap { members[$0]?.string }
  }

  /// Reads the body of an error response: `{"error": {…}}`, the older `{"error_code", "message"}`, or text, such as a
  /// gateway's page.
  static func read(_ body: [UInt8]) -> ErrorBody {
    guard let members = JSONTree(body)?.members else {
      var said = ErrorBody()
      if !body.isEmpty { said.remarks = [String(decoding: body.prefix(remarkLimit), as: UTF8.self)] }
      return said
    }
    var said = members["error"].map { ErrorBody($0) } ?? ErrorBody()
    // Some gateways put the code or the sentence beside the error.
    said.code = said.code ?? members["code"]?.string ?? members["error_code"]?.string
    said.message = said.message ?? members["message"]?.string
    said.remarks += remarks(members)
    return said
  }
}
