/// A request that cannot be read any further: it is answered and the connection closed.
enum RequestError: Error, Equatable {
  case malformed(String)
  case headTooLarge
  case bodyTooLarge
  case unsupportedVersion
  case unsupportedCoding

  var status: Int {
    switch self {
    case .malformed: 400
    case .headTooLarge: 431
    case .bodyTooLarge: 413
    case .unsupportedVersion: 505
    case .unsupportedCoding: 501
    }
  }

  var message: String {
    switch self {
    case .malformed(let what): what
    case .headTooLarge: "The request's header is too large."
    case .bodyTooLarge: "The request's body is too large."
    case .unsupportedVersion: "Only HTTP/1.0 and HTTP/1.1 are spoken here."
    case .unsupportedCoding: "No transfer coding but chunked is known here."
    }
  }
}
