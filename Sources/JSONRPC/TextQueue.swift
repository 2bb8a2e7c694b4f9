/// The progress of one request that waits to go out: runs of text, merged as they come, and messages between them.
struct TextQueue {
  enum Item {
    case text(bytes: Int, units: Int, tag: UInt8)
    case message([UInt8], belongsToText: Bool)
  }

  /// What goes out next; a chunk is a range of `text`.
  enum Element: Equatable {
    case chunk(Range<Int>, units: Int, tag: UInt8)
    case message([UInt8])
  }

  private var items: [Item] = []
  private var firstItem = 0
  private(set) var text: [UInt8] = []
  private var firstByte = 0
  private var messageBytes = 0

  /// Bytes of text and messages that wait.
  var bytes: Int { text.count - firstByte + messageBytes }
  var isEmpty: Bool { firstItem == items.count }
  var beginsWithText: Bool { if !isEmpty, case .text = items[firstItem] { true } else { false } }

  mutating func append(_ escaped: Span<UInt8>, units: Int, tag: UInt8) {
    guard !escaped.isEmpty else { return }
    compact()
    text.append(escaped)
    if firstItem < items.count, case .text(let bytes, let before, tag) = items[items.count - 1] {
      items[items.count - 1] = .text(bytes: bytes + escaped.count, units: before + units, tag: tag)
    } else {
      items.append(.text(bytes: escaped.count, units: units, tag: tag))
    }
  }

  mutating func append(message: [UInt8], belongsToText: Bool) {
    compact()
    items.append(.message(message, belongsToText: belongsToText))
    messageBytes += message.count
  }

  /// Takes what is to go out next, at most `limit` bytes of text at once; nil when nothing can go.
  ///
  /// An escaped high surrogate at the very end waits for its other half, unless nothing follows (`isFinal`).
  mutating func next(limit: Int, isFinal: Bool) -> Element? {
    guard firstItem < items.count else { return nil }
    switch items[firstItem] {
    case .message(let message, _):
      items[firstItem] = .message([], belongsToText: false)
      firstItem += 1
      messageBytes -= message.count
      return .message(message)
    case .text(let bytes, let units, let tag):
      let taken = takeable(of: bytes, limit: limit, isFinal: isFinal)
      guard taken > 0 else { return nil }
      let range = firstByte..<firstByte + taken
      firstByte += taken
      guard taken < bytes else {
        firstItem += 1
        return .chunk(range, units: units, tag: tag)
      }
      // As many units as bytes: each byte stands for itself, and none needs to be looked at.
      let takenUnits = units == bytes ? taken : EscapedText.units(in: text.span.extracting(range))
      items[firstItem] = .text(bytes: bytes - taken, units: units - takenUnits, tag: tag)
      return .chunk(range, units: takenUnits, tag: tag)
    }
  }

  /// Drops the waiting text and the messages that belong to it.
  mutating func removeText() {
    let kept = items[firstItem...].filter { if case .message(_, belongsToText: false) = $0 { true } else { false } }
    removeAll()
    for case .message(let message, let belongs) in kept { append(message: message, belongsToText: belongs) }
  }

  mutating func removeAll() {
    items.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
    (firstItem, firstByte, messageBytes) = (0, 0, 0)
  }

  /// How many of the first `bytes` of the text can go out as one chunk.
  private func takeable(of bytes: Int, limit: Int, isFinal: Bool) -> Int {
    let run = text.span.extracting(firstByte..<firstByte + bytes)
    let cut = EscapedText.cut(run, at: limit)
    let mayGoOn = !isFinal && cut == bytes && firstItem + 1 == items.count
    return mayGoOn && EscapedText.endsInHighSurrogate(run) ? cut - 6 : cut
  }

  /// Gives room back that was taken from the front: all of it, or when it is the larger part.
  private mutating func compact() {
    if isEmpty {
      removeAll()
      return
    }
    if firstByte > text.count / 2 {
      text.removeSubrange(..<firstByte)
      firstByte = 0
    }
    if firstItem > items.count / 2 {
      items.removeSubrange(..<firstItem)
      firstItem = 0
    }
  }
}
