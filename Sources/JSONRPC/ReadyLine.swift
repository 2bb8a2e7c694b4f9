/// Channels that wait for their turn, first come first served.
struct ReadyLine {
  private var channels: [ProgressChannel?] = []
  private var first = 0

  var isEmpty: Bool { first == channels.count }

  mutating func append(_ channel: ProgressChannel) { channels.append(channel) }

  mutating func popFirst() -> ProgressChannel? {
    guard !isEmpty else { return nil }
    defer {
      channels[first] = nil
      first += 1
      if isEmpty {
        channels.removeAll(keepingCapacity: true)
        first = 0
      } else if first > 1024, first > channels.count / 2 {
        channels.removeSubrange(..<first)
        first = 0
      }
    }
    return channels[first]
  }
}
