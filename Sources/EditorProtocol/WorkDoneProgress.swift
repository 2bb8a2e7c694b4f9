import JSONRPC

/// The values of `$/progress` for a work-done token (LSP 3.17, Work Done Progress).
package enum WorkDoneProgress: Codable, Sendable, Equatable {
  /// With a percentage, 0 at first, where reports will have one.
  case begin(title: String, message: String?, percentage: UInt? = nil)
  case report(message: String, percentage: UInt? = nil)
  case end(message: String)

  private enum Kind: String, Codable { case begin, report, end }
  private enum Key: String, CodingKey { case kind, title, cancellable, message, percentage }

  package init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: Key.self)
    switch try members.decode(Kind.self, forKey: .kind) {
    case .begin:
      self = .begin(
        title: try members.decode(String.self, forKey: .title),
        message: try members.decodeIfPresent(String.self, forKey: .message),
        percentage: try members.decodeIfPresent(UInt.self, forKey: .percentage))
    case .report:
      self = .report(
        message: try members.decode(String.self, forKey: .message),
        percentage: try members.decodeIfPresent(UInt.self, forKey: .percentage))
    case .end: self = .end(message: try members.decode(String.self, forKey: .message))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: Key.self)
    switch self {
    case .begin(let title, let message, let percentage):
      try members.encode(Kind.begin, forKey: .kind)
      try members.encode(title, forKey: .title)
      try members.encode(true, forKey: .cancellable)
      try members.encodeIfPresent(message, forKey: .message)
      try members.encodeIfPresent(percentage, forKey: .percentage)
    case .report(let message, let percentage):
      try members.encode(Kind.report, forKey: .kind)
      try members.encode(message, forKey: .message)
      try members.encodeIfPresent(percentage, forKey: .percentage)
    case .end(let message):
      try members.encode(Kind.end, forKey: .kind)
      try members.encode(message, forKey: .message)
    }
  }
}
