/// Takes the place of what the API would have answered.
struct Replacement: Sendable {
  enum Body: String, CaseIterable { case json, text, html, empty, legacy }

  var status: Int?
  var body = Body.json
  var code: String?
  var message = "Injected fault."
  var fields: [RequestHead.Field] = []
  var contentType: String?

  mutating func set(_ directive: Directive) throws(FaultError) -> Bool {
    switch directive.name {
    case "status": status = try directive.number(in: 200...999)
    case "body": body = try directive.choice()
    case "code": code = directive.value
    case "message": message = directive.value
    case "type": contentType = directive.value
    case "redirect":
      status = status ?? 307
      fields.append(.init(name: "Location", value: directive.value))
    case "header":
      let sides = directive.value.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2, !directive.value.contains(where: \.isNewline) else {
        throw directive.invalid(expected: "a header field, Name:value")
      }
      fields.append(.init(name: String(sides[0]), value: String(sides[1].drop { $0 == " " })))
    default: return false
    }
    return true
  }

  /// The answer that stands for the API's; nil when the API itself is to answer.
  var response: Response? {
    guard let status else { return nil }
    switch body {
    case .json: return .error(status, code: code ?? standardErrorCode(status), message: message)
    case .text: return Response(status: status, contentType: "text/plain", body: Script(Array(message.utf8)))
    case .html:
      let page = "<!DOCTYPE html><html><body><h1>\(status)</h1><p>\(message)</p></body></html>"
      return Response(status: status, contentType: "text/html", body: Script(Array(page.utf8)))
    case .empty: return Response(status: status)
    case .legacy:
      let error = LegacyError(errorCode: code ?? standardErrorCode(status), message: message)
      return .json(status, error)
    }
  }
}
