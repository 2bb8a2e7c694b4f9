/// One JSON-RPC message, as it came in. (JSON-RPC 2.0, sections 4 and 5.)
package enum Message: Equatable, Sendable {
  /// `params` is an array or an object, or nil when absent.
  case request(RequestID, method: String, params: JSONValue?)
  case notification(method: String, params: JSONValue?)
  /// The answer to a request of ours.
  case response(RequestID, Result<JSONValue, ResponseError>)
  /// No valid message; to be answered with `error` under `id`, which is null where none could be read.
  case invalid(RequestID, ResponseError)

  /// Classifies one JSON value. Members that JSON-RPC does not know are ignored.
  package init(_ json: JSONValue) {
    guard case .object(let members) = json else {
      self = .invalid(.null, ResponseError(.invalidRequest, "A message is an object."))
      return
    }
    let id = members["id"].map(RequestID.init)
    if members["method"] == nil, let id, let id, let outcome = Self.outcome(members) {
      self = .response(id, outcome)
      return
    }
    do throws(ResponseError) {
      guard members["jsonrpc"] == "2.0" else { throw ResponseError(.invalidRequest, "jsonrpc must be \"2.0\".") }
      guard let method = members["method"]?.string else {
        throw ResponseError(.invalidRequest, "method must be a string.")
      }
      // Emacs' jsonrpc.el sends null where there are none.
      let params = members["params"]?.isNull == true ? Optional.none : members["params"]
      guard params == nil || params?.object != nil || params?.array != nil else {
        throw ResponseError(.invalidRequest, "params must be an object or an array.")
      }
      switch id {
      case nil: self = .notification(method: method, params: params)
      case .some(nil): throw ResponseError(.invalidRequest, "id must be a number, a string or null.")
      case .some(let id?): self = .request(id, method: method, params: params)
      }
    } catch {
      self = .invalid((id ?? nil) ?? .null, error)
    }
  }

  /// Whether something is to be answered.
  var isAnswered: Bool {
    switch self {
    case .request, .invalid: true
    case .notification, .response: false
    }
  }

  private static func outcome(_ members: [String: JSONValue]) -> Result<JSONValue, ResponseError>? {
    if let error = members["error"], !error.isNull {
      do throws(ResponseError) {
        return .failure(try error.decode(ResponseError.self))
      } catch {
        return .failure(ResponseError(.unknownErrorCode, "The client answered with an error that cannot be read."))
      }
    }
    return members["result"].map { .success($0) }
  }
}
