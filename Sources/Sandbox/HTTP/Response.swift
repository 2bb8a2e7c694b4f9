/// An answer: status, header fields and the script of its body.
struct Response {
  var status: Int
  var contentType: String?
  /// Further header fields, in order.
  var fields: [(name: String, value: String)] = []
  var body = Script()
  var framing = Framing.length
  var isEventStream = false
  /// Where in the body the events begin.
  var events: [Int] = []
  /// Where in the body `data: [DONE]` begins.
  var doneOffset: Int?
  var isVersion10 = false
  /// The length to announce; nil: that of the body.
  var announcedLength: Int?
  /// Leaves out the empty line that ends the head.
  var leavesHeadOpen = false
  /// Says `Connection: close` and does so.
  var closes = false

  /// The status line and header fields, and the empty line that ends them.
  func head(keepsAlive: Bool) -> [UInt8] {
    var text = "HTTP/1.\(isVersion10 ? 0 : 1) \(status) \(reasonPhrase(status))\r\n"
    if let contentType { text += "Content-Type: \(contentType)\r\n" }
    for (name, value) in fields { text += "\(name): \(value)\r\n" }
    switch framing {
    case .chunked: text += "Transfer-Encoding: chunked\r\n"
    case .length where hasBody: text += "Content-Length: \(announcedLength ?? body.count)\r\n"
    case .length, .close: break
    }
    if !keepsAlive { text += "Connection: close\r\n" }
    return Array((leavesHeadOpen ? text : text + "\r\n").utf8)
  }

  /// Whether the status allows a body at all. (RFC 9110, 6.4.1.)
  private var hasBody: Bool { status >= 200 && status != 204 && status != 304 }
}

private func reasonPhrase(_ status: Int) -> String {
  switch status {
  case 100: "Continue"
  case 200: "OK"
  case 202: "Accepted"
  case 204: "No Content"
  case 301: "Moved Permanently"
  case 302: "Found"
  case 307: "Temporary Redirect"
  case 308: "Permanent Redirect"
  case 400: "Bad Request"
  case 401: "Unauthorized"
  case 402: "Payment Required"
  case 403: "Forbidden"
  case 404: "Not Found"
  case 405: "Method Not Allowed"
  case 413: "Content Too Large"
  case 415: "Unsupported Media Type"
  case 422: "Unprocessable Content"
  case 429: "Too Many Requests"
  case 431: "Request Header Fields Too Large"
  case 500: "Internal Server Error"
  case 501: "Not Implemented"
  case 502: "Bad Gateway"
  case 503: "Service Unavailable"
  case 504: "Gateway Timeout"
  case 505: "HTTP Version Not Supported"
  default: "Status"
  }
}
