import ServerSentEvents

struct Event: Equatable, ExpressibleByStringLiteral {
  var type = "message"
  var data: [UInt8]

  init(_ type: String = "message", _ data: [UInt8]) {
    self.type = type
    self.data = data
  }

  init(_ type: String, _ data: String) { self.init(type, Array(data.utf8)) }

  init(stringLiteral data: String) { self.init("message", data) }
}

/// Everything a stream leads to: what is the same however it is cut into chunks.
struct Outcome: Equatable {
  var events: [Event] = []
  var id = ""
  var retry: Int?
  var leftover: [UInt8]?
  var error: EventStreamError?

  init(
    _ events: [Event] = [], id: String = "", retry: Int? = nil, leftover: String? = nil, error: EventStreamError? = nil
  ) {
    self.events = events
    self.id = id
    self.retry = retry
    self.leftover = leftover.map { Array($0.utf8) }
    self.error = error
  }

  /// Parses `chunks`, stopping after an event whose data is `last`.
  init(chunks: [ArraySlice<UInt8>], limit: Int = .max, last: String? = nil) {
    var parser = EventParser(limit: limit)
    var events: [Event] = []
    do throws(EventStreamError) {
      for chunk in chunks {
        try parser.append(chunk.span) { data, type in
          events.append(Event(type, data.indices.map { data[$0] }))
          return last.map { Array($0.utf8) } == events.last?.data ? .stop : .more
        }
      }
    } catch {
      self.error = error
    }
    self.events = events
    id = parser.lastEventID
    retry = parser.retry
    leftover = parser.finish()
  }
}

/// Every way to cut `wire` that a test tries: whole, a byte at a time (with empty chunks between), at every place and,
/// where there are few enough, at every pair of places.
func cuts(_ wire: [UInt8]) -> [[ArraySlice<UInt8>]] {
  var all = [[wire[...]], wire.indices.flatMap { [wire[$0...$0], wire[$0..<$0]] }]
  for first in wire.indices {
    all.append([wire[..<first], wire[first...]])
    guard wire.count <= 48 else { continue }
    for second in first..<wire.count { all.append([wire[..<first], wire[first..<second], wire[second...]]) }
  }
  return all
}
