import JSONRPC

/// The values of `$/progress` for a work-done token (LSP 3.17, Work Done Progress).
package enum WorkDoneProgress: Codable, Sendable, Equatable {
  case begin(title: String, message: String?)
  case report(message: String)
  case end(message: String)

  private enum Kind: String, Codable { case begin, report, end }
  private enum Key: String, CodingKey { case kind, title, cancellable, message }

  package init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: Key.self)
    switch try members.decode(Kind.self, forKey: .kind) {
    case .begin:
      self = .begin(
        title: try members.decode(String.self, forKey: .title),
        message: try members.decodeIfPresent(String.self, forKey: .message))
    case .report: self = .report(message: try members.decode(String.self, forKey: .message))
    case .end: self = .end(message: try members.decode(String.self, forKey: .message))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: Key.self)
    switch self {
    case .begin(let title, let message):
      try members.encode(Kind.begin, forKey: .kind)
      try members.encode(title, forKey: .title)
      try members.encode(true, forKey: .cancellable)
      try members.encodeIfPresent(message, forKey: .message)
    case .report(let message):
      try members.encode(Kind.report, forKey: .kind)
      try members.encode(message, forKey: .message)
    case .end(let message):
      try members.encode(Kind.end, forKey: .kind)
      try members.encode(message, forKey: .message)
    }
  }
}
