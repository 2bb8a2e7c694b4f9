/// A place among the text events of a stream.
enum Place: Sendable, Equatable {
  case before(Int)
  case middle
  /// After the last text, before `[DONE]`.
  case last

  init?(_ text: String) {
    switch text {
    case "first": self = .before(0)
    case "middle": self = .middle
    case "last": self = .last
    default:
      guard let index = Int(text), index >= 0 else { return nil }
      self = .before(index)
    }
  }

  func index(in count: Int) -> Int {
    switch self {
    case .before(let index): min(index, count)
    case .middle: count / 2
    case .last: count
    }
  }
}
