/// The JSON text of a result: at hand, or made while it is written.
package enum JSONBody: Sendable {
  case text([UInt8])
  case long(any LongJSON)

  /// The whole text in one piece.
  package var whole: [UInt8] {
    switch self {
    case .text(let text): return text
    case .long(var long):
      var text: [UInt8] = []
      text.reserveCapacity(long.count)
      while text.count < long.count { long.appendNext(to: &text) }
      return text
    }
  }
}

/// A JSON text without line breaks that is too long to be held beside what it is made of.
package protocol LongJSON: Sendable {
  /// Its length in bytes, which has to be known beforehand: a frame begins with it.
  var count: Int { get }

  /// Appends the bytes that come next, some KiB of them: at least one until `count` were appended in all.
  mutating func appendNext(to buffer: inout [UInt8])
}

/// A message on its way out, in up to three parts.
struct OutgoingBody: Sendable {
  var head: [UInt8]
  var long: (any LongJSON)?
  var tail: [UInt8] = []

  var count: Int { head.count + (long?.count ?? 0) + tail.count }

  var whole: [UInt8] {
    guard let long else { return head + tail }
    return head + JSONBody.long(long).whole + tail
  }
}
